//! The office (kantoor): where the workers of an organisation come in before they enter a family's case, and where they open a new
//! one.
//!
//! It is a case without rooms whose persons are the workers' accounts, so that keys, sessions, ways in and the log are the same as
//! everywhere (docs/decisions/0017). A worker in a case names their account ([`RegisteredPerson::account`]).

use std::sync::Arc;

use samenbeeld_schema::ids::{CaseId, PersonId};
use samenbeeld_schema::model::{CaseFacts, PersonFacts, Role};
use samenbeeld_schema::text::Title;

use crate::document::Timestamp;
use crate::register::{CaseRegister, ProviderLogin, Register, RegisteredPerson};
use crate::vault::VaultError;
use crate::words::sentence;

/// The name of the office among cases. No family's case has it: outside a demo those are random.
pub const OFFICE: &str = "office";

/// The office's own id.
///
/// # Panics
/// Never: the name is one.
pub fn id() -> CaseId {
    CaseId::parse(OFFICE).expect("the office's name is a name")
}

pub fn is_office(case: &CaseId) -> bool {
    case.as_str() == OFFICE
}

/// Opens the office when it isn't there yet. Without accounts it gets one that keeps the accounts.
pub fn open_once(register: &Register, accounts: Vec<RegisteredPerson>) -> Result<Arc<CaseRegister>, VaultError> {
    if let Some(office) = register.case(&id()) {
        return Ok(office);
    }
    let facts = CaseFacts { id: id(), title: None, legal_frame: None, status: None, regisseur: None, opened_on: None };
    let accounts = if accounts.is_empty() { vec![administrator()] } else { accounts };
    let office = CaseRegister::new(facts, accounts, Vec::new(), Vec::new());
    register.prepare(&office)?;
    register.publish(office)
}

/// Who keeps the accounts of a new office.
fn administrator() -> RegisteredPerson {
    let name = sentence("office-administrator", &[]);
    let name = Title::parse(&name).unwrap_or_else(|_| unreachable!("a name of our own fits"));
    let id = PersonId::parse("administrator").unwrap_or_else(|_| unreachable!("a name of our own is one"));
    RegisteredPerson { admin: true, ..RegisteredPerson::of(PersonFacts::named(id, name, Role::Professional)) }
}

/// The account of who is this at their provider.
pub fn account_of(register: &Register, login: &ProviderLogin) -> Option<PersonId> {
    let office = register.case(&id())?;
    office.persons.iter().find(|known| known.login.as_ref() == Some(login)).map(|known| known.facts.id.clone())
}

/// The families' cases an account is in, with who it is there: those it works in, and those an emergency lets it into now.
pub fn cases_of(register: &Register, account: &PersonId, now: Timestamp) -> Vec<(Arc<CaseRegister>, PersonId)> {
    let cases = register.cases().into_values().filter(|case| !is_office(case.id()));
    let there = cases.filter_map(|case| {
        let known = case.persons.iter().find(|known| known.account.as_ref() == Some(account))?;
        let comes_in = known.facts.member || case.emergency_of(&known.facts.id, now).is_some();
        let person = comes_in.then(|| known.facts.id.clone())?;
        Some((case, person))
    });
    there.collect()
}

/// Who must still be given a way in so that anybody can come in at all: the one who keeps the accounts, as long as nobody who keeps
/// them can come in.
pub fn waiting_administrator(office: &CaseRegister) -> Option<&PersonId> {
    let mut admins = office.persons.iter().filter(|known| known.admin).peekable();
    let first = admins.peek().map(|known| &known.facts.id);
    let comes_in = |known: &RegisteredPerson| {
        let ways = &office.ways_in;
        let passkey = may_have_passkeys(known) && ways.passkeys_of(&known.facts.id).any(|one| one.copied.is_none());
        known.login.is_some() || passkey || ways.devices_of(&known.facts.id).next().is_some()
    };
    if admins.any(comes_in) { None } else { first }
}

/// Whether an account may come in with a passkey: who has a login of a provider comes in with that, and nothing goes round it.
pub fn may_have_passkeys(account: &RegisteredPerson) -> bool {
    account.login.is_none()
}

/// Whether an account may open a family's case: who leads cases.
pub fn may_open(account: &RegisteredPerson) -> bool {
    crate::access::rules::may_lead(account.facts.role)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ways_in::passkey::tests::passkey;

    fn office() -> CaseRegister {
        let facts =
            CaseFacts { id: id(), title: None, legal_frame: None, status: None, regisseur: None, opened_on: None };
        CaseRegister::new(facts, vec![administrator()], Vec::new(), Vec::new())
    }

    #[test]
    fn who_keeps_the_accounts_waits_for_a_way_in_as_long_as_no_passkey_of_theirs_opens() {
        let mut office = office();
        assert!(waiting_administrator(&office).is_some());
        let key = passkey("administrator", 1, 5);
        let credential = key.credential.clone();
        office.ways_in.add_passkey(key).unwrap();
        assert_eq!(waiting_administrator(&office), None);
        office.ways_in.used(&credential, 5, 0);
        assert!(waiting_administrator(&office).is_some(), "it is there twice, and opens nothing");
    }

    #[test]
    fn no_passkey_goes_round_the_provider_of_an_account() {
        let mut account = administrator();
        assert!(may_have_passkeys(&account));
        account.login = Some(ProviderLogin { issuer: "https://login.example".to_owned(), subject: "1".to_owned() });
        assert!(!may_have_passkeys(&account));
    }
}
