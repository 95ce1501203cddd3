//! Which of the unreachable objects reference counting alone would not have freed: the answer of `gc.collect()`.
//!
//! Objects that nothing dead refers to would have been freed when their last reference went, and then those that only they
//! referred to. What is left when these are peeled off is cycles and what hangs from them.

use super::AddressMap;
use super::arena::Arena;
use super::inspect::{for_each_object, is_counted};
use super::trace::Marker;

/// After marking: the unmarked objects that are part of a cycle or reachable from one, internal parts of objects left out.
pub(super) fn find(marker: &mut Marker, arena: &Arena, used: usize) -> Vec<usize> {
    let mut referrers: AddressMap<u32> = AddressMap::default();
    for_each_object(arena, used, |object| {
        if !arena.is_marked(object) && !marker.is_leaf(object) {
            referrers.insert(object, 0);
        }
    });
    let dead: Vec<usize> = referrers.keys().copied().collect();
    for &object in &dead {
        for target in marker.edges(object) {
            if let Some(n) = referrers.get_mut(target) {
                *n += 1;
            }
        }
    }
    let mut peeled: Vec<usize> = dead.into_iter().filter(|o| referrers[o] == 0).collect();
    while let Some(object) = peeled.pop() {
        referrers.remove(&object);
        for target in marker.edges(object) {
            if let Some(n) = referrers.get_mut(target) {
                *n -= 1;
                if *n == 0 {
                    peeled.push(*target);
                }
            }
        }
    }
    let mut left: Vec<usize> = referrers.into_keys().filter(|&o| is_counted(o)).collect();
    left.sort_unstable();
    marker.stack.clear();
    left
}
