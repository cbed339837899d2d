//! The page that undoes a change of the company email.

mod undo;

pub use undo::UndoEmailChangePage;
