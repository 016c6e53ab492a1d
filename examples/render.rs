//! Interim: renders a spec into a directory.
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let text = std::fs::read_to_string(&args[1]).unwrap();
    let spec: samocoder::spec::Spec = if args[1].ends_with("json") {
        serde_json::from_str(&text).unwrap()
    } else {
        toml::from_str(&text).unwrap()
    };
    for p in samocoder::spec::check::check(&spec) {
        panic!("{p}");
    }
    let t = samocoder::template::Template::embedded("react").unwrap();
    let plan = match t.plan(&spec) {
        Ok(p) => p,
        Err(e) => fail(&e),
    };
    let files = match t.render(&spec, &plan, |_| true) {
        Ok(f) => f,
        Err(e) => fail(&e),
    };
    for (path, text) in files {
        let full = path.under(std::path::Path::new(&args[2]));
        std::fs::create_dir_all(full.parent().unwrap()).unwrap();
        std::fs::write(full, text).unwrap();
    }
}
fn fail(e: &dyn std::error::Error) -> ! {
    let mut e: Option<&dyn std::error::Error> = Some(e);
    while let Some(x) = e {
        eprintln!("{x:#}");
        e = x.source();
    }
    std::process::exit(1)
}
