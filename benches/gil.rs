//! What the GIL and its surroundings cost: letting go and taking it again, handing it to another thread and back, locks that nobody else
//! wants, objects that are this thread's own or shared, and stopping the world. `cargo bench --bench gil`.

use std::hint::black_box;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use criterion::{Bencher, Criterion};
use pyish_vm::Vm;
use pyish_vm::interp::Interp;
use pyish_vm::thread::word_lock::WordLock;
use pyish_vm::thread::{Waits, gil, spawn};

/// Runs `measure` while another thread does `work` again and again.
fn beside(vm: &Vm, work: impl Fn(&Vm) + Send + 'static, measure: impl FnOnce()) {
    let (begun, over, ended) = (flag(), flag(), flag());
    let flags = (begun.clone(), over.clone(), ended.clone());
    let body = move |vm: &Vm| {
        let (begun, over, ended) = flags;
        begun.store(true, Ordering::Release);
        while !over.load(Ordering::Relaxed) {
            work(vm);
        }
        ended.store(true, Ordering::Release);
    };
    spawn::spawn(vm, Box::new(body)).expect("a thread can be started");
    wait_for(vm, &begun);
    measure();
    over.store(true, Ordering::Relaxed);
    wait_for(vm, &ended);
}

fn flag() -> Arc<AtomicBool> {
    Arc::new(AtomicBool::new(false))
}

fn wait_for(vm: &Vm, flag: &AtomicBool) {
    while !flag.load(Ordering::Acquire) {
        vm.released(std::thread::yield_now);
    }
}

fn safepoint(vm: &Vm) {
    if vm.poked() {
        vm.safepoint().expect("nothing is raised here");
    }
}

fn uncontended_lock(vm: &Vm) -> impl FnMut(&mut Bencher) {
    let lock = WordLock::new();
    move |b| {
        b.iter(|| {
            lock.acquire(vm, Waits::Lock, None).expect("no signal comes");
            lock.release();
        })
    }
}

fn main() {
    let vm = Interp::builder().start().expect("an interpreter without modules starts");
    let mut c = Criterion::default().configure_from_args().measurement_time(Duration::from_secs(2));

    c.bench_function("gil on/let go and take again", |b| b.iter(|| vm.released(|| ())));
    c.bench_function("gil on/lock, uncontended", uncontended_lock(vm));
    let offer = |vm: &Vm| vm.sleep(Duration::ZERO).expect("no signal comes");
    beside(vm, offer, || {
        c.bench_function("gil on/hand over and get back", |b| b.iter(|| offer(vm)));
    });
    c.bench_function("gil on/stop the world, alone", |b| b.iter(|| vm.stop_the_world(|| ())));

    let early = vm.new_list(&[]);
    gil::disable(vm);
    c.bench_function("gil off/leave and come back", |b| b.iter(|| vm.released(|| ())));
    c.bench_function("gil off/lock, uncontended", uncontended_lock(vm));
    let own = vm.new_list(&[]);
    c.bench_function("gil off/object of one's own", |b| b.iter(|| drop(vm.lock(black_box(own)))));
    let shared = early;
    beside(
        vm,
        move |vm| drop(vm.lock(shared)),
        || {
            wait_for(vm, &AtomicBool::new(true));
            drop(vm.lock(shared));
        },
    );
    c.bench_function("gil off/shared object, uncontended", |b| b.iter(|| drop(vm.lock(black_box(shared)))));
    beside(vm, safepoint, || {
        c.bench_function("gil off/stop the world, one other runs", |b| b.iter(|| vm.stop_the_world(|| ())));
    });
    c.final_summary();
}
