//! Reads the configuration, starts logging, builds the program and runs it.

use std::process::ExitCode;

use samenbeeld::app::Application;
use samenbeeld::config::{self, Command};
use samenbeeld::{demo, telemetry, version};

fn main() -> ExitCode {
    telemetry::start();
    let ended = match config::from_command_line() {
        Command::Verify(files) => version::verify::print(&files),
        Command::Serve(serve) => actix_web::rt::System::new().block_on(async {
            let application = Application::build(&serve).await?;
            demo::print::welcome(application.address(), application.state());
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
