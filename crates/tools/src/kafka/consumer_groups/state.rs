//! `--describe --state`.

use super::describe::says_state;
use super::MISSING;
use crate::kafka::columns;
use crate::script::Io;
use crate::throwable::Stop;
use protocol::api::DescribedGroup;
use protocol::name::Name;

/// The coordinator of all groups: the playground's only broker.
const COORDINATOR: &str = "localhost:9092  (1)";

/// Prints groups.
pub(super) fn show(
    io: &mut Io<'_>,
    groups: &[(Name, DescribedGroup)],
    verbose: bool,
) -> Result<(), Stop> {
    for (group, described) in groups {
        if says_state(io, group, described.state, 1)? {
            table(io, group, described, verbose);
        }
    }
    Ok(())
}

fn table(io: &mut Io<'_>, group: &str, described: &DescribedGroup, verbose: bool) {
    let groups = columns::width([group].into_iter(), 15);
    let line = |cells: [&str; 7]| {
        let widths = [groups, 25, 20, 20, 15, 25, 0];
        let cells = cells.into_iter().zip(widths).enumerate();
        // The epochs are those of the consumer protocol.
        let cells = cells.filter(|(at, _)| verbose || !matches!(at, 4 | 5));
        ["\n", &columns::row(cells.map(|(_, cell)| cell))].concat()
    };
    io.print(&line([
        "GROUP",
        "COORDINATOR (ID)",
        "ASSIGNMENT-STRATEGY",
        "STATE",
        "GROUP-EPOCH",
        "TARGET-ASSIGNMENT-EPOCH",
        "#MEMBERS",
    ]));
    let strategy = match described.protocol_data.as_str() {
        "" => MISSING,
        strategy => strategy,
    };
    io.print(&line([
        group,
        COORDINATOR,
        strategy,
        described.state,
        MISSING,
        MISSING,
        &described.members.len().to_string(),
    ]));
    io.print("\n");
}
