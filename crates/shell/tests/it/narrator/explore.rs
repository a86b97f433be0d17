use super::*;

#[test]
fn explore() {
    let script = std::env::var("SCRIPT").unwrap_or_default();
    let until: i64 = std::env::var("UNTIL")
        .ok()
        .and_then(|u| u.parse().ok())
        .unwrap_or(40_000);
    let all = std::env::var("ALL").is_ok();
    let mut s = session();
    s.load(&script).unwrap();
    s.advance(until);
    s.seek(0);
    let mut last = String::new();
    loop {
        let n = s.narrations();
        let text = n
            .iter()
            .take(if all { 6 } else { 1 })
            .map(|n| {
                format!(
                    "[{}] {} {:?}",
                    n.id,
                    n.text(),
                    n.offers.iter().map(|o| &o.label).collect::<Vec<_>>()
                )
            })
            .collect::<Vec<_>>()
            .join("\n          ");
        if text != last {
            println!("{:>8} {}", s.now(), text);
        }
        last = text;
        let before = s.now();
        if s.now() >= until || s.step() <= before {
            break;
        }
    }
}
