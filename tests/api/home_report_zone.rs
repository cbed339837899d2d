//! The days and weeks of Home are those of the organization's time zone.

use std::time::Duration;

use contract::events::EventAction;
use contract::organization::{TimeZoneName, UpdateOrganization};
use entity::account;
use harness::{Backend, TestServer, on_both_databases};
use rules::time::Timestamp;

use crate::home_report::{counts, happened, organization, report, set_time};

on_both_databases!(days_and_weeks_follow_the_clocks_of_the_time_zone,);

const ADA: &str = "ada@example.com";
const BOB: &str = "bob@example.com";
const HOUR: Duration = Duration::from_secs(60 * 60);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);
const MOMENT: Duration = Duration::from_millis(1);

/// The next time when it is this day of the year, in the evening in Auckland.
fn next(now: Timestamp, day: &str) -> Timestamp {
    let year: u32 = now.to_string()[..4].parse().unwrap();
    let of = |year: u32| Timestamp::parse(&format!("{year}-{day}T10:00:00Z")).unwrap();
    if of(year) > now {
        of(year)
    } else {
        of(year + 1)
    }
}

async fn days_and_weeks_follow_the_clocks_of_the_time_zone(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let zone = UpdateOrganization {
        time_zone: Some(TimeZoneName("Pacific/Auckland".to_owned())),
        ..UpdateOrganization::default()
    };
    let version = owner.organization().await.unwrap().version;
    owner.update_organization(version, &zone).await.unwrap();

    // Clocks in Auckland are set back by an hour on the first Sunday in April.
    let now = server.clock_now();
    server.clock.advance(now.until(next(now, "03-20")));
    let owner = server.owner().await;
    let weeks = report(&owner).await.users.unwrap().expiring;
    let longer: Vec<_> = (0..12_usize)
        .filter(|week| {
            let begins = weeks[*week].begins;
            let ends = weeks[week + 1].begins;
            assert!(ends == begins.plus(7 * DAY) || ends == begins.plus(7 * DAY + HOUR));
            ends != begins.plus(7 * DAY)
        })
        .collect();
    let &[long] = longer.as_slice() else {
        panic!("{weeks:?}");
    };
    // Monday at midnight, before and after the change.
    assert!(weeks[long].begins.to_string().contains("T11:00:00"));
    assert!(weeks[long + 1].begins.to_string().contains("T12:00:00"));
    let last = weeks[long + 1].begins.minus(MOMENT);
    for (email, at) in [(ADA, last), (BOB, weeks[long + 1].begins)] {
        let user = server.active_user(&owner, email).await;
        set_time(&server, user.id, account::Column::PasswordExpiresAt, at).await;
    }
    let mut expected = vec![0; 13];
    expected[long] = 1;
    expected[long + 1] = 1;
    let users = report(&owner).await.users.unwrap();
    assert_eq!(counts(&users.expiring), expected);

    server.clock.advance(31 * DAY);
    let owner = server.owner().await;
    let of = organization(&owner).await;
    let new = report(&owner).await;
    assert_eq!(new.time_zone, "Pacific/Auckland");
    assert_eq!(new.days.len(), 30);
    let day = |at: usize| new.days[at].begins;
    // It is the evening of April 20.
    let evening = day(29).plus(22 * HOUR);
    let now = server.clock_now();
    assert!(evening <= now && now < evening.plus(HOUR));
    assert_eq!(day(0).plus(29 * DAY + HOUR), day(29));
    let long = (0..29_usize).find(|at| day(at + 1) == day(*at).plus(DAY + HOUR));
    let long = long.unwrap();
    for moment in [
        day(0).minus(MOMENT),
        day(0),
        day(long),
        day(long + 1).minus(MOMENT),
        day(long + 1),
        day(29),
    ] {
        happened(&server, of, EventAction::AccountLocked, moment).await;
    }
    let lockouts = report(&owner).await.days;
    let lockouts: Vec<_> = lockouts.iter().map(|day| day.lockouts).collect();
    let mut expected = vec![0; 30];
    expected[0] = 1;
    expected[long] = 2;
    expected[long + 1] = 1;
    expected[29] = 1;
    assert_eq!(lockouts, expected);
}
