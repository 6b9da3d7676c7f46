//! What the program is told when it starts: the command line and the environment.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// Where the family of `--demo` comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Family {
    /// The one that comes with the program.
    BuiltIn,
    File(PathBuf),
}

#[derive(Debug, Parser)]
#[command(name = "samenbeeld", version, about = "Hosts the gedeelde verklarende analyse as live documents.")]
struct CommandLine {
    #[command(subcommand)]
    command: Option<Subcommands>,
}

#[derive(Debug, Subcommand)]
enum Subcommands {
    /// Serve families and professionals.
    Serve(ServeArguments),
    /// Check exported versions, without a server.
    Verify {
        /// Exported versions of one room or case, in any order.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
}

#[derive(Debug, Args)]
struct ServeArguments {
    /// The folder that holds everything; made when it isn't there.
    #[arg(long, env = "SAMENBEELD_DATA", default_value = "./data")]
    data: PathBuf,
    /// Address and port.
    #[arg(long, env = "SAMENBEELD_LISTEN", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Serve an invented family that everybody may try out. With a file: another family of the same form.
    #[arg(long, num_args = 0..=1, value_name = "FAMILY")]
    demo: Option<Option<PathBuf>>,
}

/// What to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    Serve(Serve),
    Verify(Vec<PathBuf>),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Serve {
    pub data: PathBuf,
    pub listen: SocketAddr,
    pub demo: Option<Family>,
}

/// Reads the command line; prints help or what is wrong, and ends, when it can't be followed.
pub fn from_command_line() -> Command {
    parse(CommandLine::parse())
}

fn parse(line: CommandLine) -> Command {
    match line.command {
        Some(Subcommands::Serve(ServeArguments { data, listen, demo })) => {
            let demo = demo.map(|file| file.map_or(Family::BuiltIn, Family::File));
            Command::Serve(Serve { data, listen, demo })
        }
        Some(Subcommands::Verify { files }) => Command::Verify(files),
        // Nothing asked: the demo, on this machine alone.
        None => Command::Serve(Serve {
            data: "./data".into(),
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            demo: Some(Family::BuiltIn),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(arguments: &[&str]) -> Command {
        parse(CommandLine::try_parse_from([&["samenbeeld"], arguments].concat()).unwrap())
    }

    #[test]
    fn without_a_word_the_demo_is_served_on_this_machine_alone() {
        let Command::Serve(serve) = read(&[]) else { panic!("not serving") };
        assert_eq!(serve.demo, Some(Family::BuiltIn));
        assert!(serve.listen.ip().is_loopback());
    }

    #[test]
    fn a_real_service_is_never_a_demo_unless_asked() {
        let Command::Serve(serve) = read(&["serve", "--listen", "0.0.0.0:80"]) else { panic!("not serving") };
        assert_eq!(serve.demo, None);
    }

    #[test]
    fn the_demo_flag_may_name_another_family() {
        let Command::Serve(serve) = read(&["serve", "--demo", "f.yaml"]) else { panic!("not serving") };
        assert_eq!(serve.demo, Some(Family::File("f.yaml".into())));
    }
}
