//! Reads the configuration, starts logging, builds the program and runs it.

use std::process::ExitCode;

use samenbeeld::app::Application;
use samenbeeld::config::{self, Command};
use samenbeeld::{doctor, telemetry, terminal, version};

fn main() -> ExitCode {
    telemetry::start();
    let ended = match config::from_command_line() {
        Command::Verify(files) => version::verify::print(&files),
        Command::Keygen(keygen) => doctor::keygen(keygen),
        Command::Doctor(asked) => doctor::look(&asked),
        Command::Serve(serve) => actix_web::rt::System::new().block_on(async {
            allow_descriptors();
            let application = Application::build(&serve).await?;
            terminal::welcome(application.address(), application.state());
            application.run_until_stopped().await?;
            Ok(())
        }),
    };
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("samenbeeld: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Each connection takes two descriptors, and the usual limit of 1,024 is from another time.
fn allow_descriptors() {
    match rlimit::increase_nofile_limit(u64::MAX) {
        Ok(allowed) => tracing::debug!(allowed, "files and connections that may be open"),
        Err(error) => tracing::warn!(%error, "the limit on open files stays as it is"),
    }
}
