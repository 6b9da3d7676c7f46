//! What the kernel says about a process: memory and processor time.

use std::time::Duration;

use anyhow::{Context, Result};

/// Processor time so far, user and system together.
pub fn cpu(pid: u32) -> Result<Duration> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).context("the process is gone")?;
    // The name in brackets may hold spaces; the numbers start after the last bracket.
    let numbers: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |at: usize| numbers.get(at).and_then(|text| text.parse::<u64>().ok()).context("/proc/<pid>/stat");
    // The kernel's user-visible tick is 100 a second on every Linux we run on.
    Ok(Duration::from_millis((ticks(11)? + ticks(12)?) * 10))
}

/// Processor time so far to the nanosecond, summed over the threads that still run.
pub fn cpu_precise(pid: u32) -> Result<Duration> {
    let mut nanos = 0;
    for task in std::fs::read_dir(format!("/proc/{pid}/task")).context("the process is gone")? {
        let Ok(stat) = std::fs::read_to_string(task?.path().join("schedstat")) else { continue };
        nanos += stat.split(' ').next().and_then(|text| text.parse::<u64>().ok()).unwrap_or(0);
    }
    Ok(if nanos == 0 { cpu(pid)? } else { Duration::from_nanos(nanos) })
}

/// Resident memory in bytes.
pub fn resident(pid: u32) -> Result<u64> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).context("the process is gone")?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).context("no VmRSS")?;
    let kb: u64 = line.split_whitespace().nth(1).context("VmRSS")?.parse()?;
    Ok(kb * 1024)
}

#[cfg(test)]
mod tests {
    #[test]
    fn this_process_has_memory_and_time() {
        let pid = std::process::id();
        assert!(super::resident(pid).unwrap() > 100_000);
        assert!(super::cpu_precise(pid).unwrap() > std::time::Duration::ZERO);
        super::cpu(pid).unwrap();
    }
}
