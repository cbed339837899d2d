use std::sync::atomic::AtomicUsize;
use std::sync::mpsc;
use std::time::Duration;

use super::*;

type Running = tokio::task::JoinHandle<()>;

/// A client with this address.
fn at(lane: Lane, address: &str) -> Asker {
    Asker::at(lane, Some(address.parse().unwrap()))
}

fn stranger(address: &str) -> Asker {
    at(Lane::Unknown, address)
}

/// Takes a place and runs `work` on it.
async fn run<T: Send + 'static>(
    pool: &Pool,
    asker: Asker,
    work: impl FnOnce(&mut Memory) -> T + Send + 'static,
) -> Result<T, Error> {
    pool.place(asker)?.run(work).await
}

/// A pool whose only thread is blocked until the sender is used.
async fn kept_waiting(places: usize) -> (Pool, mpsc::Sender<()>, Running) {
    let pool = Pool::new(1, places);
    let (go, wait) = mpsc::channel();
    let (begins, has_begun) = oneshot::channel();
    let mut first = pool.place(Asker::default()).unwrap();
    let first = tokio::spawn(async move {
        let waited = first.run(move |_| {
            begins.send(()).unwrap();
            wait.recv().is_ok()
        });
        assert!(waited.await.is_ok_and(|told| told));
    });
    has_begun.await.unwrap();
    (pool, go, first)
}

/// Records the order in which jobs are run.
#[derive(Default)]
struct Order {
    served: Arc<Mutex<Vec<&'static str>>>,
    running: tokio::task::JoinSet<()>,
}

impl Order {
    /// Adds a job that records this name.
    fn add(&mut self, pool: &Pool, asker: Asker, name: &'static str) {
        let mut place = pool.place(asker).unwrap();
        let served = Arc::clone(&self.served);
        self.running.spawn(async move {
            place
                .run(move |_| served.lock().unwrap().push(name))
                .await
                .unwrap();
        });
    }

    /// The names in the order in which their jobs were run. Waits for all of them.
    async fn served(self) -> Vec<&'static str> {
        self.running.join_all().await;
        self.served.lock().unwrap().clone()
    }
}

/// Waits until this number of jobs was added to the pool and has not begun.
async fn until_waiting(pool: &Pool, jobs: usize) {
    fn waiting(pool: &Pool) -> usize {
        let mut all = pool.jobs();
        let lanes = Lane::ALL.into_iter();
        lanes.map(|lane| all.lane(lane).waiting.len()).sum()
    }
    while waiting(pool) != jobs {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}

/// Waits until this number of places is held.
async fn until(pool: &Pool, places: usize) {
    while pool.len() != places {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}

#[tokio::test]
async fn no_more_run_at_once_than_there_are_threads() {
    let pool = Pool::new(3, 100);
    let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let mut running = tokio::task::JoinSet::new();
    for _ in 0..50 {
        let (pool, now, most) = (pool.clone(), Arc::clone(&now), Arc::clone(&most));
        running.spawn(async move {
            run(&pool, Asker::default(), move |_| {
                most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                std::thread::sleep(Duration::from_millis(1));
                now.fetch_sub(1, Ordering::SeqCst);
            })
            .await
        });
    }
    assert!(running.join_all().await.iter().all(Result::is_ok));
    assert_eq!(most.load(Ordering::SeqCst), 3);
    until(&pool, 0).await;
}

#[test]
fn a_caller_is_turned_away_when_no_place_is_free() {
    let pool = Pool::new(1, 2);
    let first = pool.place(Asker::default()).unwrap();
    let _second = pool.place(Asker::default()).unwrap();
    assert!(pool.place(Asker::default()).is_err());
    drop(first);
    assert!(pool.place(Asker::default()).is_ok());
}

#[test]
fn no_network_of_any_size_holds_more_than_a_quarter() {
    // One address, a /24, a /64, a /56, a /48.
    let floods: [fn(usize) -> String; 5] = [
        |_| "192.0.2.1".to_owned(),
        |n| format!("192.0.2.{n}"),
        |n| format!("2001:db8::{n}"),
        |n| format!("2001:db8:0:{n:x}::1"),
        |n| format!("2001:db8:0:{:x}::1", 256 * n),
    ];
    for addresses in floods {
        let pool = Pool::new(1, 40);
        let flood: Vec<_> = (0..40)
            .filter_map(|n| pool.place(stranger(&addresses(n))).ok())
            .collect();
        assert_eq!(flood.len(), 10, "{}", addresses(1));
        assert!(pool.place(stranger("198.51.100.1")).is_ok());
        drop(flood);
        assert!(pool.place(stranger(&addresses(0))).is_ok());
        assert_eq!(pool.len(), 0);
    }
}

#[test]
fn floods_from_several_networks_leave_room_for_another_one() {
    for floods in 1..20 {
        let pool = Pool::new(1, 40);
        let mut flood = Vec::new();
        for _ in 0..40 {
            let guesses = (0..floods).map(|n| pool.place(stranger(&format!("192.0.{n}.1"))));
            flood.extend(guesses.filter_map(Result::ok));
        }
        assert!(pool.place(stranger("198.51.100.1")).is_ok(), "{floods}");
    }
}

#[test]
fn a_quarter_of_the_places_is_kept_for_each_lane() {
    for first in Lane::ALL {
        let pool = Pool::new(1, 40);
        let take = |lane| {
            let many = (0..40).map(|n| at(lane, &format!("10.{n}.0.1")));
            many.filter_map(|asker| pool.place(asker).ok())
                .collect::<Vec<_>>()
        };
        let (second, third) = (first.next(), first.next().next());
        let flood = take(first);
        assert_eq!(flood.len(), 20);
        let another = take(second);
        assert_eq!((another.len(), take(third).len()), (10, 10));
        // What is free again is free for each lane that has less than its quarter, and for all if none has.
        drop(flood);
        assert_eq!(take(second).len(), 10);
    }
}

#[test]
fn guesses_at_one_password_through_a_service_leave_room_for_others_there() {
    let pool = Pool::new(1, 64);
    let ask = |name: &str| {
        let asker = at(Lane::Service, "192.0.2.1").on_behalf_of(&name);
        pool.place(asker).ok()
    };
    let flood: Vec<_> = (0..16).filter_map(|_| ask("ann")).collect();
    assert_eq!(flood.len(), 4);
    let people: Vec<_> = (0..16).filter_map(|n| ask(&format!("user {n}"))).collect();
    assert_eq!(people.len(), 12);
    // Another service has its own share, for the same person, too.
    let other = at(Lane::Service, "198.51.100.1").on_behalf_of(&"ann");
    assert!(pool.place(other).is_ok());
    drop(flood);
    assert!(ask("ann").is_some());
}

#[tokio::test]
async fn a_flood_through_services_delays_a_sign_in_by_a_turn() {
    let (pool, go, first) = kept_waiting(400).await;
    let mut order = Order::default();
    let mut add = |asker, name| order.add(&pool, asker, name);
    for n in 0..100 {
        let asker = at(Lane::Service, "192.0.2.1");
        add(asker.on_behalf_of(&n), "flood");
    }
    until_waiting(&pool, 100).await;
    add(stranger("192.0.2.1"), "sign-in");
    add(at(Lane::Known, "192.0.2.1"), "known");
    add(at(Lane::Service, "198.51.100.1").on_behalf_of(&0), "other");
    until_waiting(&pool, 103).await;
    go.send(()).unwrap();
    first.await.unwrap();
    let served = order.served().await;
    let expected = ["sign-in", "flood", "known", "other", "flood"];
    assert_eq!(served[..expected.len()], expected);
}

#[tokio::test]
async fn a_flood_delays_others_by_a_turn() {
    let (pool, go, first) = kept_waiting(400).await;
    let mut order = Order::default();
    let mut add = |asker, name| order.add(&pool, asker, name);
    for n in 0..100 {
        add(stranger(&format!("2001:db8:0:{n:x}::1")), "flood");
    }
    until_waiting(&pool, 100).await;
    add(stranger("198.51.100.1"), "other");
    add(at(Lane::Known, "198.51.100.2"), "known");
    until_waiting(&pool, 102).await;
    go.send(()).unwrap();
    first.await.unwrap();
    let served = order.served().await;
    let place = |name| served.iter().position(|other| *other == name).unwrap();
    assert!(place("known") < 2 && place("other") < 4, "{served:?}");
}

#[tokio::test]
async fn nothing_is_done_for_who_is_gone() {
    let (pool, go, first) = kept_waiting(9).await;
    let done = Arc::new(AtomicUsize::new(0));
    let (gone, count) = (pool.clone(), Arc::clone(&done));
    let gone = tokio::spawn(async move {
        let ran = run(&gone, Asker::default(), move |_| {
            count.fetch_add(1, Ordering::SeqCst)
        });
        ran.await
    });
    until_waiting(&pool, 1).await;
    gone.abort();
    assert!(gone.await.is_err());
    go.send(()).unwrap();
    first.await.unwrap();
    until(&pool, 0).await;
    assert_eq!(done.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn a_job_can_be_left_until_it_begins() {
    let (pool, go, first) = kept_waiting(9).await;
    let mut place = pool.place(Asker::default()).unwrap();
    assert!(!place.leave(), "there is no job to leave");
    let running = tokio::time::timeout(Duration::from_millis(1), place.run(|_| 7));
    assert!(running.await.is_err());
    assert!(place.leave());
    assert!(!place.leave(), "it was left before");
    go.send(()).unwrap();
    first.await.unwrap();
    assert_eq!(place.run(|_| 8).await.unwrap(), 8);
    assert!(!place.leave(), "it was done");
}

#[tokio::test]
async fn a_panic_ends_one_job_alone() {
    let pool = Pool::new(1, 9);
    let refused: Result<(), Error> = run(&pool, Asker::default(), |_| panic!("on purpose")).await;
    assert!(refused.is_err_and(|error| error.is_internal()));
    assert_eq!(run(&pool, Asker::default(), |_| 7).await.unwrap(), 7);
    until(&pool, 0).await;
}

#[tokio::test]
async fn a_thread_that_never_comes_makes_room() {
    let pool = Pool::new(1, 9);
    let lost = pool.add(&Asker::default(), Box::new(|_| ()));
    assert!(pool.add(&Asker::default(), Box::new(|_| ())).is_none());
    drop(lost.expect("the first needs a thread"));
    assert_eq!(run(&pool, Asker::default(), |_| 7).await.unwrap(), 7);
    until(&pool, 0).await;
}

#[tokio::test(start_paused = true)]
async fn memory_is_kept_for_the_next_job_and_then_freed() {
    let pool = Pool::new(2, 9);
    let grow = |memory: &mut Memory| {
        memory.push(Block::new());
        memory.len()
    };
    for used in 1..=3 {
        let size = run(&pool, Asker::default(), grow).await.unwrap();
        assert_eq!(size, used);
        while pool.jobs().threads > 0 {
            tokio::time::sleep(KEPT / 100).await;
        }
        assert_eq!(pool.jobs().spare.len(), 1);
        tokio::time::sleep(KEPT / 2).await;
    }
    tokio::time::sleep(KEPT).await;
    assert!(pool.jobs().spare.is_empty());
    assert_eq!(run(&pool, Asker::default(), grow).await.unwrap(), 1);
}
