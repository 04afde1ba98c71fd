//! `mingzhang intake`: reads one file that was handed in to the portal, bounded in memory and time. The portal calls it.

use crate::args::IntakeArgs;
use mingzhang_intake::answer;
use std::io::{stdin, stdout};

/// Runs `intake`.
pub(crate) fn run(args: &IntakeArgs) -> anyhow::Result<()> {
    #[cfg(unix)]
    bound(args)?;
    Ok(answer(&mut stdin().lock(), &mut stdout().lock())?)
}

/// Takes from this process what it does not need: from here on the system ends it where it takes more.
#[cfg(unix)]
fn bound(args: &IntakeArgs) -> std::io::Result<()> {
    use rlimit::Resource;
    let memory = args.mebibytes.saturating_mul(1024 * 1024);
    for (resource, most) in
        [(Resource::DATA, memory), (Resource::CPU, args.seconds), (Resource::FSIZE, 0), (Resource::CORE, 0)]
    {
        resource.set(most, most)?;
    }
    Ok(())
}
