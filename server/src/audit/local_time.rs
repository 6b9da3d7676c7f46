//! The day and the hour in the Netherlands, which is what a family and a reviewer mean by them.

use time::{Date, Duration, Month, OffsetDateTime, Weekday};

/// The moment in Dutch time; milliseconds since 1970.
fn local(at: u64) -> OffsetDateTime {
    let moment = i64::try_from(at / 1000).ok().and_then(|seconds| OffsetDateTime::from_unix_timestamp(seconds).ok());
    let moment = moment.unwrap_or(OffsetDateTime::UNIX_EPOCH);
    let summer = changes(moment.year(), Month::March).zip(changes(moment.year(), Month::October));
    let summer = summer.is_some_and(|(begins, ends)| (begins..ends).contains(&moment));
    moment + Duration::hours(if summer { 2 } else { 1 })
}

/// The last Sunday of a month, 1:00 UTC: when all of the European Union changes its clocks.
fn changes(year: i32, month: Month) -> Option<OffsetDateTime> {
    let last = Date::from_calendar_date(year, month, 31).ok()?;
    let since = last.weekday().number_days_from_sunday();
    debug_assert_eq!((last - Duration::days(i64::from(since))).weekday(), Weekday::Sunday);
    Some((last - Duration::days(i64::from(since))).with_hms(1, 0, 0).ok()?.assume_utc())
}

/// The day as `YYYY-MM-DD`.
pub fn day(at: u64) -> String {
    local(at).date().to_string()
}

/// The hour, 0 to 23.
pub fn hour(at: u64) -> u8 {
    local(at).hour()
}

/// Whether a text names a day as `YYYY-MM-DD`.
pub fn is_day(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return false;
    }
    let number = |from, to| text.get(from..to).filter(|part| part.bytes().all(|b| b.is_ascii_digit()));
    let (Some(year), Some(month), Some(day)) = (number(0, 4), number(5, 7), number(8, 10)) else { return false };
    let date = || {
        let month = Month::try_from(month.parse::<u8>().ok()?).ok()?;
        Date::from_calendar_date(year.parse().ok()?, month, day.parse().ok()?).ok()
    };
    date().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> u64 {
        let part = |from: usize, to: usize| text[from..to].parse::<u8>().unwrap();
        let date = Date::from_calendar_date(text[..4].parse().unwrap(), part(5, 7).try_into().unwrap(), part(8, 10));
        let moment = date.unwrap().with_hms(part(11, 13), part(14, 16), 0).unwrap().assume_utc();
        u64::try_from(moment.unix_timestamp()).unwrap() * 1000
    }

    #[test]
    fn days_and_hours_are_dutch_ones_in_summer_and_winter() {
        for (utc, day_there, hour_there) in [
            ("2026-11-24T22:30", "2026-11-24", 23),
            ("2026-11-24T23:30", "2026-11-25", 0),
            ("2026-07-01T21:59", "2026-07-01", 23),
            ("2026-07-01T22:00", "2026-07-02", 0),
            ("2026-03-29T00:59", "2026-03-29", 1),
            ("2026-03-29T01:00", "2026-03-29", 3),
            ("2026-10-25T00:59", "2026-10-25", 2),
            ("2026-10-25T01:00", "2026-10-25", 2),
        ] {
            assert_eq!((day(at(utc)).as_str(), hour(at(utc))), (day_there, hour_there), "{utc}");
        }
    }

    #[test]
    fn a_day_is_a_day_of_the_calendar() {
        assert!(is_day("2026-02-28") && is_day("2028-02-29"));
        for text in ["", "2026-02-29", "2026-2-28", "2026-13-01", "26-01-01", "2026-01-01T", "2026/01/01", "+026-01-01"]
        {
            assert!(!is_day(text), "{text}");
        }
    }
}
