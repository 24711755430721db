//! The C functions of libori_rt that `ori-rt` uses, as `ori_rt.h` declares them.
#![allow(non_camel_case_types)]
use std::ffi::c_void;

/// A collection: `data` points to the elements.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Triple {
    pub len: i64,
    pub cap: i64,
    pub data: *mut c_void,
}

pub const EMPTY: Triple = Triple { len: 0, cap: 0, data: std::ptr::null_mut() };

pub type ori_elem_fn = Option<unsafe extern "C" fn(elem: *mut c_void)>;
pub type ori_eq_fn = Option<unsafe extern "C" fn(stored: *const c_void, needle: *const c_void) -> bool>;
pub type ori_hash_fn = Option<unsafe extern "C" fn(elem: *const c_void) -> u64>;
pub type ori_cmp_fn = Option<unsafe extern "C" fn(a: *const c_void, b: *const c_void) -> i32>;

#[rustfmt::skip]
extern "C" {
    pub static ori_rt_abi_1: u8;

    pub fn ori_rc_live_count() -> i64;
    pub fn ori_rc_inc(data: *mut c_void);

    pub fn ori_list_rc_inc(data: *mut c_void, cap: i64);
    pub fn ori_buffer_rc_dec(data: *mut c_void, len: i64, cap: i64, elem_size: i64, dec: ori_elem_fn);
    pub fn ori_list_push_cow(data: *mut c_void, len: i64, cap: i64, elem: *const c_void, elem_size: i64, elem_align: i64, inc: ori_elem_fn, dec: ori_elem_fn, out: *mut Triple);
    pub fn ori_list_set_cow(data: *mut c_void, len: i64, cap: i64, index: i64, elem: *const c_void, elem_size: i64, elem_align: i64, inc: ori_elem_fn, dec: ori_elem_fn, out: *mut Triple);
    pub fn ori_list_unshare_cow(data: *mut c_void, len: i64, cap: i64, min_cap: i64, elem_size: i64, elem_align: i64, inc: ori_elem_fn, dec: ori_elem_fn, out: *mut Triple);
    pub fn ori_list_sort_stable_cow(data: *mut c_void, len: i64, cap: i64, elem_size: i64, elem_align: i64, cmp: ori_cmp_fn, inc: ori_elem_fn, dec: ori_elem_fn, out: *mut Triple);
    pub fn ori_list_slice(data: *mut c_void, len: i64, cap: i64, start: i64, end: i64, elem_size: i64, out: *mut Triple);

    pub fn ori_map_insert_cow(data: *mut c_void, len: i64, cap: i64, key: *const c_void, val: *const c_void, key_size: i64, val_size: i64, key_eq: ori_eq_fn, key_hash: ori_hash_fn, key_inc: ori_elem_fn, key_dec: ori_elem_fn, val_inc: ori_elem_fn, val_dec: ori_elem_fn, out: *mut Triple);
    pub fn ori_map_remove_cow(data: *mut c_void, len: i64, cap: i64, key: *const c_void, key_size: i64, val_size: i64, key_eq: ori_eq_fn, key_hash: ori_hash_fn, key_inc: ori_elem_fn, key_dec: ori_elem_fn, val_inc: ori_elem_fn, val_dec: ori_elem_fn, out: *mut Triple);
    pub fn ori_map_get(data: *const c_void, len: i64, cap: i64, key: *const c_void, key_size: i64, val_size: i64, key_eq: ori_eq_fn, key_hash: ori_hash_fn) -> *const c_void;
    pub fn ori_map_buffer_rc_dec(data: *mut c_void, len: i64, cap: i64, key_size: i64, val_size: i64, key_dec: ori_elem_fn, val_dec: ori_elem_fn);
}
