//! Asks pkg-config where the archive of libori_rt is.
use std::process::Command;

fn main() {
    println!("cargo:rerun-if-env-changed=PKG_CONFIG_PATH");
    let output = Command::new("pkg-config")
        .args(["--variable=libdir", "ori_rt-static"])
        .output()
        .expect("pkg-config is needed");
    let dir = String::from_utf8(output.stdout).expect("a path");
    assert!(
        output.status.success() && !dir.trim().is_empty(),
        "pkg-config does not know ori_rt-static; set PKG_CONFIG_PATH to lib/pkgconfig of where it is installed"
    );
    println!("cargo:rustc-link-search=native={}", dir.trim());
    println!("cargo:rustc-link-lib=static=ori_rt");
}
