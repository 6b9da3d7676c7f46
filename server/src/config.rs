//! What the program is told when it starts: the command line and the environment.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use clap::{Args, Parser, Subcommand};
use samenbeeld_schema::text::PartialDate;
use zeroize::Zeroizing;

use crate::calendar::{self, Day};
use crate::clock::NOON;
use crate::document::Timestamp;
use crate::vault::keys::KeySource;

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
    /// Make a key: print a fresh one, or put one in the place of the data's with --rotate.
    Keygen {
        /// Wrap everything with a fresh key. The service must not run. A key that comes from the environment goes to the one in
        /// SAMENBEELD_NEW_KEY.
        #[arg(long)]
        rotate: bool,
        #[arg(long, env = "SAMENBEELD_DATA", default_value = "./data")]
        data: PathBuf,
    },
    /// Look whether the data, its key and its log are sound, and what is still open before real families come.
    Doctor {
        #[arg(long, env = "SAMENBEELD_DATA", default_value = "./data")]
        data: PathBuf,
        /// The data is a demo's.
        #[arg(long)]
        demo: bool,
        /// Where browsers reach the service.
        #[arg(long, env = "SAMENBEELD_PUBLIC_URL", value_name = "URL")]
        public_url: Option<String>,
        #[command(flatten)]
        oidc: OidcArguments,
    },
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
    /// Only with --demo: begin at noon of this day, such as 2027-03-14, to see what a birthday changes; or at a moment of it, such as
    /// 2027-03-14T12:59:50.
    #[arg(long, value_name = "DAY", requires = "demo", value_parser = moment)]
    today: Option<Timestamp>,
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
    Keygen(Keygen),
    Doctor(Doctor),
}

/// Making a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Keygen {
    Print,
    /// Put a fresh key in the place of the data's.
    Rotate {
        data: PathBuf,
        old: KeySource,
        new: Option<KeySource>,
    },
}

/// What is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doctor {
    pub data: PathBuf,
    pub key: KeySource,
    pub demo: bool,
    pub public_url: Option<String>,
    pub oidc: Option<Oidc>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Serve {
    pub data: PathBuf,
    pub key: KeySource,
    pub listen: SocketAddr,
    pub demo: Option<Family>,
    /// The moment at which the demo begins, in milliseconds since 1970; nothing means now.
    pub today: Option<Timestamp>,
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

/// Where the organisation's key comes from: the environment (`SAMENBEELD_KEY`), a program (`SAMENBEELD_KEY_COMMAND`), another file
/// (`SAMENBEELD_KEY_FILE`), or else the file beside the data. Never an argument: everybody on a machine sees those.
fn key_of(data: &Path) -> KeySource {
    let command = || std::env::var("SAMENBEELD_KEY_COMMAND").ok().filter(|line| !line.is_empty());
    let file = || std::env::var_os("SAMENBEELD_KEY_FILE").filter(|path| !path.is_empty());
    secret_of("SAMENBEELD_KEY")
        .map(KeySource::Given)
        .or_else(|| command().map(KeySource::Command))
        .unwrap_or_else(|| KeySource::File(file().map_or_else(|| data.join("key"), PathBuf::from)))
}

fn secret_of(name: &str) -> Option<Zeroizing<String>> {
    std::env::var(name).ok().filter(|text| !text.is_empty()).map(Zeroizing::new)
}

fn moment(text: &str) -> Result<Timestamp, String> {
    if let Some(moment) = calendar::moment(text) {
        return Ok(moment);
    }
    let date = PartialDate::parse(text).map_err(|error| error.to_string())?;
    Ok(Day::first_of(&date).begins() + NOON)
}

fn parse(line: CommandLine) -> Command {
    match line.command {
        Some(Subcommands::Serve(ServeArguments { data, listen, demo, today, public_url, oidc })) => {
            let demo = demo.map(|file| file.map_or(Family::BuiltIn, Family::File));
            let key = key_of(&data);
            Command::Serve(Serve { data, key, listen, demo, today, public_url, oidc: oidc.parse() })
        }
        Some(Subcommands::Verify { files }) => Command::Verify(files),
        Some(Subcommands::Keygen { rotate: false, .. }) => Command::Keygen(Keygen::Print),
        Some(Subcommands::Keygen { rotate: true, data }) => {
            let new = secret_of("SAMENBEELD_NEW_KEY").map(KeySource::Given);
            Command::Keygen(Keygen::Rotate { old: key_of(&data), data, new })
        }
        Some(Subcommands::Doctor { data, demo, public_url, oidc }) => {
            Command::Doctor(Doctor { key: key_of(&data), data, demo, public_url, oidc: oidc.parse() })
        }
        // Nothing asked: the demo, on this machine alone.
        None => Command::Serve(Serve {
            data: "./data".into(),
            key: key_of(Path::new("./data")),
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
