/// The state of a person in the demo organization.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DemoState {
    /// Has a password, and signed in this many days ago.
    Active(u64),
    /// Has received an activation email and has not used its link.
    Pending,
    /// Is staged for a later start.
    Staged,
    /// Is suspended.
    Suspended,
    /// Has just entered too many wrong passwords.
    LockedByAttempts,
    /// Was locked by an administrator.
    LockedByAdministrator,
    /// Has an expired password.
    Expired,
    /// Has a temporary password.
    Temporary,
}

/// A person in the demo organization.
pub(super) struct Person {
    /// Username, and the local part of the email address.
    pub username: &'static str,
    pub first_name: &'static str,
    pub last_name: &'static str,
    pub job_title: &'static str,
    pub department: &'static str,
    pub location: &'static str,
    /// Days since the account was created.
    pub days: u64,
    pub state: DemoState,
}

const fn person(
    username: &'static str,
    [first_name, last_name]: [&'static str; 2],
    [job_title, department, location]: [&'static str; 3],
    days: u64,
    state: DemoState,
) -> Person {
    Person {
        username,
        first_name,
        last_name,
        job_title,
        department,
        location,
        days,
        state,
    }
}

use DemoState::{
    Active, Expired, LockedByAdministrator, LockedByAttempts, Pending, Staged, Suspended, Temporary,
};

/// Everyone except the administrators. The first one's password is printed.
#[rustfmt::skip]
pub(super) const PEOPLE: [Person; 32] = [
    person("ada", ["Ada", "Lovelace"], ["Principal Analyst", "Engineering", "London"], 412, Active(0)),
    person("amara.okafor", ["Amara", "Okafor"], ["Software Engineer", "Engineering", "Lagos"], 388, Active(1)),
    person("bjorn.lindqvist", ["Björn", "Lindqvist"], ["Site Reliability Engineer", "Engineering", "Stockholm"], 377, Active(0)),
    person("chiara.romano", ["Chiara", "Romano"], ["Product Designer", "Design", "Milan"], 365, Active(2)),
    person("daniel.weber", ["Daniel", "Weber"], ["Engineering Manager", "Engineering", "Berlin"], 351, Active(1)),
    person("elif.yilmaz", ["Elif", "Yılmaz"], ["Data Scientist", "Engineering", "Istanbul"], 340, Active(5)),
    person("farah.haddad", ["Farah", "Haddad"], ["Recruiter", "People", "London"], 322, Active(3)),
    person("gabriel.santos", ["Gabriel", "Santos"], ["Account Executive", "Sales", "Lisbon"], 300, Active(1)),
    person("hana.novakova", ["Hana", "Nováková"], ["Controller", "Finance", "Prague"], 287, Active(8)),
    person("ivan.petrov", ["Ivan", "Petrov"], ["Support Engineer", "Support", "Sofia"], 270, Active(0)),
    person("jin.park", ["Jin", "Park"], ["Frontend Engineer", "Engineering", "Seoul"], 251, Active(13)),
    person("kwame.mensah", ["Kwame", "Mensah"], ["Sales Manager", "Sales", "Accra"], 240, Active(21)),
    person("laura.jimenez", ["Laura", "Jiménez"], ["Legal Counsel", "Legal", "Madrid"], 222, Active(2)),
    person("mateo.garcia", ["Mateo", "García"], ["Support Engineer", "Support", "Madrid"], 201, Active(34)),
    person("nadia.rahman", ["Nadia", "Rahman"], ["Accountant", "Finance", "London"], 187, Active(4)),
    person("oskar.nowak", ["Oskar", "Nowak"], ["Security Engineer", "Engineering", "Warsaw"], 166, Active(1)),
    person("priya.raman", ["Priya", "Raman"], ["Customer Success Manager", "Support", "Bangalore"], 145, Active(6)),
    person("quinn.murphy", ["Quinn", "Murphy"], ["Office Manager", "People", "Dublin"], 120, Active(9)),
    person("rosa.delgado", ["Rosa", "Delgado"], ["Marketing Manager", "Marketing", "Lisbon"], 98, Active(2)),
    person("sean.obrien", ["Seán", "O'Brien"], ["Backend Engineer", "Engineering", "Dublin"], 3, Pending),
    person("tomas.silva", ["Tomás", "Silva"], ["Content Writer", "Marketing", "Lisbon"], 2, Pending),
    person("uma.krishnan", ["Uma", "Krishnan"], ["Product Manager", "Product", "Bangalore"], 1, Pending),
    person("viktor.horvat", ["Viktor", "Horvat"], ["QA Engineer", "Engineering", "Zagreb"], 0, Staged),
    person("wen.li", ["Wen", "Li"], ["Solutions Architect", "Sales", "Singapore"], 0, Staged),
    person("xenia.papadaki", ["Xenia", "Papadaki"], ["Finance Analyst", "Finance", "Athens"], 0, Staged),
    person("yusuf.demir", ["Yusuf", "Demir"], ["Sales Representative", "Sales", "Istanbul"], 260, Suspended),
    person("zoe.martin", ["Zoé", "Martin"], ["Brand Designer", "Design", "Paris"], 190, Suspended),
    person("aisha.bello", ["Aisha", "Bello"], ["Support Engineer", "Support", "Lagos"], 230, LockedByAttempts),
    person("bruno.costa", ["Bruno", "Costa"], ["Warehouse Lead", "Operations", "Porto"], 175, LockedByAdministrator),
    person("clara.jensen", ["Clara", "Jensen"], ["Payroll Specialist", "Finance", "Copenhagen"], 310, Expired),
    person("dmitri.orlov", ["Dmitri", "Orlov"], ["Procurement Manager", "Operations", "Riga"], 280, Expired),
    person("emily.carter", ["Emily", "Carter"], ["People Partner", "People", "London"], 4, Temporary),
];
