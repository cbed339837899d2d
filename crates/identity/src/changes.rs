use sea_orm::{ActiveValue, Value};

/// The names of the fields that a request changes.
#[derive(Debug, Default)]
pub(crate) struct Changes(Vec<String>);

impl Changes {
    /// The value to write: the new one if it differs from the one before. Then the field is noted.
    pub fn value<V: PartialEq + Into<Value>>(
        &mut self,
        field: &'static str,
        new: Option<V>,
        before: &V,
    ) -> ActiveValue<V> {
        match new {
            Some(new) if new != *before => {
                self.note(field);
                ActiveValue::Set(new)
            }
            _ => ActiveValue::NotSet,
        }
    }

    /// Notes a field that is written otherwise.
    pub fn note(&mut self, field: impl Into<String>) {
        self.0.push(field.into());
    }

    /// Whether nothing changes.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The fields, for the event.
    pub fn fields(&self) -> String {
        self.0.join(", ")
    }
}
