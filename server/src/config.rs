//! What the program is told when it starts: the command line and the environment.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use samenbeeld_schema::text::PartialDate;

use crate::calendar::Day;

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
    /// Only with --demo: begin at noon of this day, such as 2027-03-14, to see what a birthday changes.
    #[arg(long, value_name = "DAY", requires = "demo", value_parser = day)]
    today: Option<Day>,
    /// Where browsers reach this service, when that is not the address it listens on: https://samen.example
    #[arg(long, env = "SAMENBEELD_PUBLIC_URL", value_name = "URL")]
    public_url: Option<String>,
    #[command(flatten)]
    oidc: OidcArguments,
}

/// Professionals come in through the OpenID Connect provider of their employer. All of these, or none.
#[derive(Debug, Args)]
struct OidcArguments {
    /// The provider through which professionals come in, exactly as it spells itself.
    #[arg(long, env = "SAMENBEELD_OIDC_ISSUER", value_name = "URL", requires_all = ["oidc_client_id", "oidc_client_secret_file"])]
    oidc_issuer: Option<String>,
    /// Who we are to that provider.
    #[arg(long, env = "SAMENBEELD_OIDC_CLIENT_ID", value_name = "ID", requires = "oidc_issuer")]
    oidc_client_id: Option<String>,
    /// A file with the secret we share with that provider.
    #[arg(long, env = "SAMENBEELD_OIDC_CLIENT_SECRET_FILE", value_name = "FILE", requires = "oidc_issuer")]
    oidc_client_secret_file: Option<PathBuf>,
    /// Levels of certainty of which one must be reached, divided by commas. Without: the provider's word is enough.
    #[arg(long, env = "SAMENBEELD_OIDC_ACR", value_name = "LEVELS", value_delimiter = ',', requires = "oidc_issuer")]
    oidc_acr: Vec<String>,
}

impl OidcArguments {
    fn parse(self) -> Option<Oidc> {
        Some(Oidc {
            issuer: self.oidc_issuer?,
            client_id: self.oidc_client_id?,
            client_secret_file: self.oidc_client_secret_file?,
            // An empty variable of the environment names no level.
            acr: self.oidc_acr.into_iter().filter(|level| !level.is_empty()).collect(),
        })
    }
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
    /// The day on which the demo begins; nothing means today.
    pub today: Option<Day>,
    /// Where browsers reach this service; nothing when that is where it listens.
    pub public_url: Option<String>,
    pub oidc: Option<Oidc>,
}

/// The provider of professionals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Oidc {
    pub issuer: String,
    pub client_id: String,
    pub client_secret_file: PathBuf,
    /// Levels of certainty of which one must be reached.
    pub acr: Vec<String>,
}

/// Reads the command line; prints help or what is wrong, and ends, when it can't be followed.
pub fn from_command_line() -> Command {
    parse(CommandLine::parse())
}

fn day(text: &str) -> Result<Day, String> {
    let date = PartialDate::parse(text).map_err(|error| error.to_string())?;
    Ok(Day::first_of(&date))
}

fn parse(line: CommandLine) -> Command {
    match line.command {
        Some(Subcommands::Serve(ServeArguments { data, listen, demo, today, public_url, oidc })) => {
            let demo = demo.map(|file| file.map_or(Family::BuiltIn, Family::File));
            Command::Serve(Serve { data, listen, demo, today, public_url, oidc: oidc.parse() })
        }
        Some(Subcommands::Verify { files }) => Command::Verify(files),
        // Nothing asked: the demo, on this machine alone.
        None => Command::Serve(Serve {
            data: "./data".into(),
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            demo: Some(Family::BuiltIn),
            today: None,
            public_url: None,
            oidc: None,
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

    #[test]
    fn a_provider_is_named_whole_or_not_at_all() {
        let Command::Serve(serve) = read(&[
            "serve",
            "--oidc-issuer",
            "https://inloggen.example",
            "--oidc-client-id",
            "samenbeeld",
            "--oidc-client-secret-file",
            "secret",
            "--oidc-acr",
            "high,substantial",
        ]) else {
            panic!("not serving")
        };
        let oidc = serve.oidc.unwrap();
        assert_eq!((oidc.issuer.as_str(), oidc.client_id.as_str()), ("https://inloggen.example", "samenbeeld"));
        assert_eq!(oidc.acr, ["high", "substantial"]);
        for part in [["--oidc-issuer", "https://inloggen.example"], ["--oidc-client-id", "samenbeeld"]] {
            assert!(CommandLine::try_parse_from([&["samenbeeld", "serve"], &part[..]].concat()).is_err(), "{part:?}");
        }
    }
}
