//! Rust's standard library: Arc with make_mut over Vec, HashMap and HashSet.

mod bench;
mod lists;
mod sharing;
mod tables;

use bench::Bench;
use std::hash::{BuildHasherDefault, RandomState};

pub const SCALE_SIZES: [usize; 12] = [4, 16, 64, 256, 1000, 4000, 16000, 64000, 250_000, 1_000_000, 4_000_000, 10_000_000];

type FastHash = BuildHasherDefault<tables::Fold>;

fn main() {
    lists::verify();
    tables::verify();
    let bench = Bench::new("rust");
    lists::list_workloads(&bench);
    lists::sort_workloads(&bench);
    sharing::string_list_workloads(&bench);
    sharing::sharing_workloads(&bench);
    lists::list_scale(&bench);
    tables::map_workloads::<RandomState>(&bench);
    tables::set_workloads::<RandomState>(&bench);
    tables::large_workloads::<RandomState>(&bench);
    sharing::string_map_workloads::<RandomState>(&bench);

    let fast = Bench::new("rust fasthash");
    tables::map_workloads::<FastHash>(&fast);
    tables::set_workloads::<FastHash>(&fast);
    tables::large_workloads::<FastHash>(&fast);
    sharing::string_map_workloads::<FastHash>(&fast);
    tables::table_scale::<FastHash>(&fast);
}
