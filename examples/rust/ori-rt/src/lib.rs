//! Copy-on-write lists and maps of libori_rt as Rust values: `clone` costs a reference, `drop` gives
//! it back, and what changes a collection that has another owner copies it first.
//!
//! Elements are [`Shareable`]: a second copy of their bytes is a second value once `retain` has been
//! called. All `Copy` types are, and `List` and `Map` themselves.
//!
//! A panic in a comparison or a hash ends the program: it cannot unwind through C.
use ori_rt_sys as c;
use std::ffi::c_void;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::mem::{align_of, size_of, ManuallyDrop};
use std::ops::Deref;

/// A value whose bytes may be copied if a reference is added for the copy.
///
/// # Safety
/// After `retain`, the bytes of `self` and a copy of them are two values, each of which is dropped once.
pub unsafe trait Shareable: Clone {
    /// Whether values own nothing, so that neither `retain` nor `drop` does anything.
    const PLAIN: bool = false;
    fn retain(&self) {
        std::mem::forget(self.clone())
    }
}

macro_rules! plain {
    ($($t:ty),*) => { $(unsafe impl Shareable for $t { const PLAIN: bool = true; })* };
}
plain!(i8, i16, i32, i64, u8, u16, u32, u64, usize, isize, f32, f64, bool, char, ());
unsafe impl<T: Shareable> Shareable for List<T> {}
unsafe impl<K: Key, V: Shareable> Shareable for Map<K, V> {}

/// A key: equal ones hash alike.
pub trait Key: Shareable + Eq + Hash {}
impl<T: Shareable + Eq + Hash> Key for T {}

unsafe extern "C" fn retain<T: Shareable>(slot: *mut c_void) {
    (*slot.cast::<T>()).retain()
}
unsafe extern "C" fn release<T>(slot: *mut c_void) {
    slot.cast::<T>().drop_in_place()
}
unsafe extern "C" fn equal<T: Eq>(a: *const c_void, b: *const c_void) -> bool {
    *a.cast::<T>() == *b.cast::<T>()
}
unsafe extern "C" fn hash<T: Hash>(a: *const c_void) -> u64 {
    let mut hasher = std::collections::hash_map::DefaultHasher::new();
    (*a.cast::<T>()).hash(&mut hasher);
    hasher.finish()
}
unsafe extern "C" fn compare<T: Ord>(a: *const c_void, b: *const c_void) -> i32 {
    (*a.cast::<T>()).cmp(&*b.cast::<T>()) as i32
}
fn inc<T: Shareable>() -> c::ori_elem_fn {
    if T::PLAIN { None } else { Some(retain::<T>) }
}
fn dec<T: Shareable>() -> c::ori_elem_fn {
    if T::PLAIN { None } else { Some(release::<T>) }
}
struct Aligned<T>(PhantomData<T>);
impl<T> Aligned<T> {
    const CHECKED: () = assert!(align_of::<T>() <= 16, "elements are aligned to 16 bytes at most");
}
fn size<T>() -> i64 {
    let () = Aligned::<T>::CHECKED;
    size_of::<T>() as i64
}
fn align<T>() -> i64 {
    align_of::<T>() as i64
}
fn at<T>(value: &T) -> *const c_void {
    (value as *const T).cast()
}

/// A list; it reads like a slice.
pub struct List<T: Shareable> {
    raw: c::Triple,
    of: PhantomData<T>,
}

// Counts are atomic once a program has a second thread.
unsafe impl<T: Shareable + Send + Sync> Send for List<T> {}
unsafe impl<T: Shareable + Send + Sync> Sync for List<T> {}

impl<T: Shareable> List<T> {
    pub fn new() -> Self {
        // Refer to the ABI that this crate is written for: another one does not link.
        std::hint::black_box(unsafe { &c::ori_rt_abi_1 });
        List { raw: c::EMPTY, of: PhantomData }
    }

    pub fn push(&mut self, value: T) {
        let value = ManuallyDrop::new(value); // moves in
        let r = self.raw;
        unsafe { c::ori_list_push_cow(r.data, r.len, r.cap, at(&*value), size::<T>(), align::<T>(), inc::<T>(), dec::<T>(), &mut self.raw) }
    }

    /// Replaces element `i`.
    pub fn set(&mut self, i: usize, value: T) {
        assert!(i < self.len(), "index {i} is out of range for length {}", self.len());
        let value = ManuallyDrop::new(value);
        let r = self.raw;
        unsafe { c::ori_list_set_cow(r.data, r.len, r.cap, i as i64, at(&*value), size::<T>(), align::<T>(), inc::<T>(), dec::<T>(), &mut self.raw) }
    }

    /// Sorts; equal elements keep their order.
    pub fn sort(&mut self)
    where
        T: Ord,
    {
        let r = self.raw;
        unsafe { c::ori_list_sort_stable_cow(r.data, r.len, r.cap, size::<T>(), align::<T>(), Some(compare::<T>), inc::<T>(), dec::<T>(), &mut self.raw) }
    }

    /// The elements `start..end` as a list that shares the buffer.
    pub fn slice(&self, start: usize, end: usize) -> Self {
        assert!(start <= end && end <= self.len());
        let (r, mut out) = (self.raw, c::EMPTY);
        unsafe { c::ori_list_slice(r.data, r.len, r.cap, start as i64, end as i64, size::<T>(), &mut out) }
        List { raw: out, of: PhantomData }
    }

    /// The elements, to be changed; a shared list is copied first.
    pub fn make_mut(&mut self) -> &mut [T] {
        let r = self.raw;
        if r.data.is_null() {
            return &mut [];
        }
        unsafe {
            c::ori_list_unshare_cow(r.data, r.len, r.cap, r.len, size::<T>(), align::<T>(), inc::<T>(), dec::<T>(), &mut self.raw);
            std::slice::from_raw_parts_mut(self.raw.data.cast(), self.raw.len as usize)
        }
    }
}

impl<T: Shareable> Default for List<T> {
    fn default() -> Self {
        Self::new()
    }
}
impl<T: Shareable> Deref for List<T> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        if self.raw.data.is_null() {
            return &[];
        }
        unsafe { std::slice::from_raw_parts(self.raw.data.cast(), self.raw.len as usize) }
    }
}
impl<T: Shareable> Clone for List<T> {
    fn clone(&self) -> Self {
        unsafe { c::ori_list_rc_inc(self.raw.data, self.raw.cap) }
        List { raw: self.raw, of: PhantomData }
    }
}
impl<T: Shareable> Drop for List<T> {
    fn drop(&mut self) {
        let r = self.raw;
        unsafe { c::ori_buffer_rc_dec(r.data, r.len, r.cap, size::<T>(), dec::<T>()) }
    }
}
impl<T: Shareable> FromIterator<T> for List<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        let mut list = List::new();
        for value in values {
            list.push(value);
        }
        list
    }
}
impl<T: Shareable + PartialEq> PartialEq for List<T> {
    fn eq(&self, other: &Self) -> bool {
        self[..] == other[..]
    }
}
impl<T: Shareable + std::fmt::Debug> std::fmt::Debug for List<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        self[..].fmt(f)
    }
}

/// A map that keeps the order of insertion.
pub struct Map<K: Key, V: Shareable> {
    raw: c::Triple,
    of: PhantomData<(K, V)>,
}

unsafe impl<K: Key + Send + Sync, V: Shareable + Send + Sync> Send for Map<K, V> {}
unsafe impl<K: Key + Send + Sync, V: Shareable + Send + Sync> Sync for Map<K, V> {}

impl<K: Key, V: Shareable> Map<K, V> {
    pub fn new() -> Self {
        Map { raw: c::EMPTY, of: PhantomData }
    }
    pub fn len(&self) -> usize {
        self.raw.len as usize
    }
    pub fn is_empty(&self) -> bool {
        self.raw.len == 0
    }
    pub fn insert(&mut self, key: K, value: V) {
        let (key, value) = (ManuallyDrop::new(key), ManuallyDrop::new(value));
        let r = self.raw;
        unsafe {
            c::ori_map_insert_cow(r.data, r.len, r.cap, at(&*key), at(&*value), size::<K>(), size::<V>(), Some(equal::<K>), Some(hash::<K>),
                inc::<K>(), dec::<K>(), inc::<V>(), dec::<V>(), &mut self.raw)
        }
    }
    pub fn remove(&mut self, key: &K) {
        let r = self.raw;
        unsafe {
            c::ori_map_remove_cow(r.data, r.len, r.cap, at(key), size::<K>(), size::<V>(), Some(equal::<K>), Some(hash::<K>),
                inc::<K>(), dec::<K>(), inc::<V>(), dec::<V>(), &mut self.raw)
        }
    }
    pub fn get(&self, key: &K) -> Option<&V> {
        let r = self.raw;
        unsafe { c::ori_map_get(r.data, r.len, r.cap, at(key), size::<K>(), size::<V>(), Some(equal::<K>), Some(hash::<K>)).cast::<V>().as_ref() }
    }
}

impl<K: Key, V: Shareable> Default for Map<K, V> {
    fn default() -> Self {
        Self::new()
    }
}
impl<K: Key, V: Shareable> Clone for Map<K, V> {
    fn clone(&self) -> Self {
        unsafe { c::ori_rc_inc(self.raw.data) }
        Map { raw: self.raw, of: PhantomData }
    }
}
impl<K: Key, V: Shareable> Drop for Map<K, V> {
    fn drop(&mut self) {
        let r = self.raw;
        unsafe { c::ori_map_buffer_rc_dec(r.data, r.len, r.cap, size::<K>(), size::<V>(), dec::<K>(), dec::<V>()) }
    }
}

/// The number of allocations that are not yet freed.
pub fn live_count() -> i64 {
    unsafe { c::ori_rc_live_count() }
}
