//! Connections, with a directory in memory and requests written byte by byte.

mod bytes;
mod memory;
mod talk;

mod binds;
mod certificates;
mod deadlines;
mod limits;
mod malformed;
mod pages;
mod passwords;
mod pipelines;
mod proxies;
mod reads;
mod refusals;
mod start_tls;
mod stops;
