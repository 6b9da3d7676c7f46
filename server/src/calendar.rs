//! Days where the families live: a birthday begins at midnight in Amsterdam, whatever clock the server runs on.

use std::fmt;

use jiff::Zoned;
use jiff::civil::{Date, DateTime, Weekday};
use jiff::tz::TimeZone;
use samenbeeld_schema::text::PartialDate;

use crate::document::Timestamp;

/// The time zone of every day and birthday here.
const ZONE: &str = "Europe/Amsterdam";

/// A day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(Date);

impl Day {
    /// The day it is at a moment, in milliseconds since 1970.
    pub fn at(now: Timestamp) -> Self {
        Self(there(now).date())
    }

    /// The last day a date may stand for: a birth date of which only the year is known makes someone as young as may be.
    pub fn last_of(date: &PartialDate) -> Self {
        let mut parts = date.as_str().split('-').map(|part| part.parse::<i16>().unwrap_or(1));
        let (year, month, day) = (parts.next().unwrap_or(1), parts.next(), parts.next());
        let first = Date::new(year, small(month.unwrap_or(12)), 1).unwrap_or(Date::MAX);
        Self(match day {
            Some(day) => Date::new(year, first.month(), small(day)).unwrap_or(first),
            None => first.last_of_month(),
        })
    }

    /// The first day a date may stand for.
    pub fn first_of(date: &PartialDate) -> Self {
        let mut parts = date.as_str().split('-').map(|part| part.parse::<i16>().unwrap_or(1));
        let (year, month, day) = (parts.next().unwrap_or(1), parts.next().unwrap_or(1), parts.next().unwrap_or(1));
        Self(Date::new(year, small(month), small(day)).unwrap_or(Date::MIN))
    }

    /// The moment the day begins, in milliseconds since 1970; 0 before then.
    pub fn begins(self) -> Timestamp {
        let midnight = self.0.to_zoned(zone()).map(|midnight| midnight.timestamp().as_millisecond());
        midnight.ok().and_then(|midnight| Timestamp::try_from(midnight).ok()).unwrap_or_default()
    }

    pub fn next(self) -> Self {
        Self(self.0.tomorrow().unwrap_or(Date::MAX))
    }

    /// The day on which someone born today becomes so many years old; who was born on the 29th of February does so on the
    /// first of March in other years.
    pub fn birthday(self, years: u8) -> Self {
        let year = self.0.year().saturating_add(i16::from(years));
        let born = self.0;
        let march = || Date::new(year, 3, 1).unwrap_or(Date::MAX);
        Self(Date::new(year, born.month(), born.day()).unwrap_or_else(|_| march()))
    }

    /// So many months earlier; the last of the month when it is shorter.
    pub fn months_before(self, months: u8) -> Self {
        Self(self.0.checked_sub(jiff::Span::new().months(i64::from(months))).unwrap_or(Date::MIN))
    }

    /// So many days earlier.
    pub fn days_before(self, days: u8) -> Self {
        Self(self.0.checked_sub(jiff::Span::new().days(i64::from(days))).unwrap_or(Date::MIN))
    }

    /// The day so many working days later: Saturdays and Sundays don't count. Days on which nobody works for another reason are not
    /// known here.
    pub fn working_days_after(self, days: u8) -> Self {
        let works = |day: &Self| !matches!(day.0.weekday(), Weekday::Saturday | Weekday::Sunday);
        let after = std::iter::successors(Some(self.next()), |day| Some(day.next()));
        after.filter(works).take(usize::from(days)).last().unwrap_or(self)
    }

    /// The day a text names as `YYYY-MM-DD`, if it does.
    pub fn parse(text: &str) -> Option<Self> {
        let whole = text.len() == "YYYY-MM-DD".len();
        PartialDate::parse(text).ok().filter(|_| whole).map(|date| Self::first_of(&date))
    }

    /// As a date that people write, such as `2026-11-30`.
    pub fn date(self) -> Option<PartialDate> {
        PartialDate::parse(&self.0.to_string()).ok()
    }
}

impl fmt::Display for Day {
    /// As `YYYY-MM-DD`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The moment a text names as `YYYY-MM-DDTHH:MM:SS`, by the clock there.
pub fn moment(text: &str) -> Option<Timestamp> {
    let whole = text.len() == "YYYY-MM-DDTHH:MM:SS".len();
    let named: DateTime = text.parse().ok().filter(|_| whole)?;
    let there = named.to_zoned(zone()).ok()?;
    Timestamp::try_from(there.timestamp().as_millisecond()).ok()
}

/// The hour it is there at a moment, 0 to 23.
pub fn hour(now: Timestamp) -> u8 {
    u8::try_from(there(now).hour()).unwrap_or_default()
}

fn there(now: Timestamp) -> Zoned {
    let moment = i64::try_from(now).ok().and_then(|now| jiff::Timestamp::from_millisecond(now).ok());
    moment.unwrap_or(jiff::Timestamp::MAX).to_zoned(zone())
}

/// Completed years on a day; nothing before the birth.
pub fn age(born: Day, on: Day) -> Option<u8> {
    let mut years = on.0.year().checked_sub(born.0.year())?;
    if (on.0.month(), on.0.day()) < (born.0.month(), born.0.day()) {
        years -= 1;
    }
    u8::try_from(years).ok()
}

fn small(number: i16) -> i8 {
    i8::try_from(number).unwrap_or(1)
}

/// # Panics
/// Never: the zone's data are part of the program, and a test reads them.
fn zone() -> TimeZone {
    TimeZone::get(ZONE).expect("the zone's data are part of the program")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> PartialDate {
        PartialDate::parse(text).unwrap()
    }

    fn day(text: &str) -> Day {
        Day::first_of(&date(text))
    }

    #[test]
    fn a_day_begins_at_midnight_in_amsterdam_in_winter_and_in_summer() {
        // 23:00 in Greenwich in winter, 22:00 in summer.
        assert_eq!(day("2027-03-14").begins(), 1_804_978_800_000);
        assert_eq!(Day::at(1_804_978_800_000), day("2027-03-14"));
        assert_eq!(Day::at(1_804_978_799_999), day("2027-03-13"));
        let summer = day("2027-07-01").begins();
        assert_eq!(summer % 86_400_000, 22 * 3_600_000);
        assert_eq!(day("2027-07-01").next(), day("2027-07-02"));
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
            let moment: jiff::Timestamp = format!("{utc}:00Z").parse().unwrap();
            let moment = u64::try_from(moment.as_millisecond()).unwrap();
            assert_eq!((Day::at(moment).to_string().as_str(), hour(moment)), (day_there, hour_there), "{utc}");
        }
    }

    #[test]
    fn a_day_is_a_day_of_the_calendar() {
        assert!(Day::parse("2026-02-28").is_some() && Day::parse("2028-02-29").is_some());
        for text in [
            "",
            "2026-02-29",
            "2026-2-28",
            "2026-13-01",
            "26-01-01",
            "2026-01-01T",
            "2026/01/01",
            "+026-01-01",
            "2026-01",
        ] {
            assert_eq!(Day::parse(text), None, "{text}");
        }
    }

    #[test]
    fn one_is_older_from_the_birthday_on() {
        assert_eq!(age(day("2011-03-14"), day("2027-03-13")), Some(15));
        assert_eq!(age(day("2011-03-14"), day("2027-03-14")), Some(16));
        assert_eq!(age(day("2011-03-14"), day("2010-01-01")), None);
        // Born on a leap day: the first of March in other years.
        assert_eq!(age(day("2012-02-29"), day("2028-02-29")), Some(16));
        assert_eq!(age(day("2012-02-29"), day("2024-02-28")), Some(11));
        assert_eq!(age(day("2012-02-29"), day("2023-03-01")), Some(11));
        assert_eq!(day("2012-02-29").birthday(18), day("2030-03-01"));
        assert_eq!(day("2011-03-14").birthday(16), day("2027-03-14"));
    }

    #[test]
    fn who_was_born_some_day_in_a_year_is_as_young_as_may_be() {
        assert_eq!(Day::last_of(&date("2011")), day("2011-12-31"));
        assert_eq!(Day::last_of(&date("2012-02")), day("2012-02-29"));
        assert_eq!(day("2027-03-14").months_before(3), day("2026-12-14"));
        assert_eq!(day("2027-03-14").date(), Some(date("2027-03-14")));
        assert_eq!(day("2027-03-14").days_before(30), day("2027-02-12"));
    }

    #[test]
    fn two_working_days_go_over_a_weekend() {
        // Monday, Thursday, Friday, Saturday, Sunday.
        for (from, until) in [
            ("2026-11-30", "2026-12-02"),
            ("2026-12-03", "2026-12-07"),
            ("2026-12-04", "2026-12-08"),
            ("2026-12-05", "2026-12-08"),
            ("2026-12-06", "2026-12-08"),
        ] {
            assert_eq!(day(from).working_days_after(2), day(until), "{from}");
        }
    }

    #[test]
    fn a_moment_is_one_of_the_clock_there() {
        assert_eq!(moment("2027-03-14T00:00:00"), Some(day("2027-03-14").begins()));
        assert_eq!(moment("2027-07-01T12:00:03"), Some(day("2027-07-01").begins() + 12 * 3_600_000 + 3_000));
        for text in ["", "2027-03-14", "2027-03-14T12:00", "2027-03-14T25:00:00", "2027-02-30T12:00:00"] {
            assert_eq!(moment(text), None, "{text}");
        }
    }
}
