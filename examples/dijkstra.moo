// Shortest ways through a network of roads, held as nested maps.
//
//     moo run examples/dijkstra.moo [FROM [TO]]

const ROADS = [
    ("Basel", "Zurich", 87), ("Basel", "Bern", 95), ("Basel", "Delemont", 44),
    ("Bern", "Zurich", 125), ("Bern", "Fribourg", 34), ("Bern", "Thun", 31),
    ("Thun", "Interlaken", 29), ("Interlaken", "Lucerne", 68), ("Lucerne", "Zurich", 52),
    ("Lucerne", "Andermatt", 68), ("Andermatt", "Chur", 88), ("Andermatt", "Bellinzona", 85),
    ("Bellinzona", "Lugano", 32), ("Bellinzona", "Chur", 116), ("Zurich", "St. Gallen", 85),
    ("Zurich", "Chur", 119), ("St. Gallen", "Chur", 103), ("Fribourg", "Lausanne", 71),
    ("Lausanne", "Geneva", 64), ("Lausanne", "Sion", 93), ("Sion", "Brig", 54),
    ("Brig", "Andermatt", 85), ("Delemont", "Bern", 75)
]

struct Route {
    length: int
    via: str
}

// network[a][b] is the length of the road from a to b.
fn make_network() -> {str: {str: int}} {
    var network: {str: {str: int}} = {:}
    for road in ROADS {
        network[road.0][road.1] = road.2
        network[road.1][road.0] = road.2
    }
    return network
}

fn nearer(a: (int, str), b: (int, str)) -> int {
    if a.0 != b.0 { return b.0 - a.0 }
    if a.1 < b.1 { return 1 }
    return -1
}

// The shortest way from start to every town.
fn routes(network: {str: {str: int}}, start: str) -> {str: Route} {
    var found: {str: Route} = {:}
    var waiting = [(0, start)]
    var done: {str} = {}
    found[start] = Route(length: 0, via: start)
    while waiting.len() > 0 {
        waiting.sort(nearer) // the nearest is the last
        let here = waiting.pop()
        if done.contains(here.1) { continue }
        done.insert(here.1)
        for town, length in network[here.1] {
            let total = here.0 + length
            if !found.contains(town) || total < found[town].length {
                found[town] = Route(length: total, via: here.1)
                waiting.push((total, town))
            }
        }
    }
    return found
}

fn way(found: {str: Route}, start: str, goal: str) -> [str] {
    var towns = [goal]
    var at = goal
    while at != start {
        at = found[at].via
        towns.push(at)
    }
    towns.reverse()
    return towns
}

fn main(args: [str]) {
    let network = make_network()
    var start = "Geneva"
    if args.len() > 0 { start = args[0] }
    if !network.contains(start) { fail("there is no road to \(start)") }
    let found = routes(network, start)
    var towns = found.keys()
    if args.len() > 1 { towns = [args[1]] }
    towns.sort()
    for town in towns {
        if !found.contains(town) { fail("there is no way to \(town)") }
        print("\(town.pad_right(11)) \(str(found[town].length).pad_left(4)) km  \(way(found, start, town).join(" - "))")
    }
}
