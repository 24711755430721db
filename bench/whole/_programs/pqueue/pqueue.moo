// A simulation: events in a binary heap, each of which causes others.
const EVENTS = 3_000_000

struct Event { time: int, kind: int, who: int }

fn push(heap: inout [Event], e: Event) {
    heap.push(e)
    var i = heap.len() - 1
    while i > 0 {
        let parent = (i - 1) / 2
        if heap[parent].time <= e.time { break }
        heap[i] = heap[parent]
        i = parent
    }
    heap[i] = e
}

fn pop(heap: inout [Event]) -> Event {
    let top = heap[0]
    let last = heap.pop()
    let n = heap.len()
    if n == 0 { return top }
    var i = 0
    while true {
        var child = 2 * i + 1
        if child >= n { break }
        if child + 1 < n && heap[child + 1].time < heap[child].time { child += 1 }
        if last.time <= heap[child].time { break }
        heap[i] = heap[child]
        i = child
    }
    heap[i] = last
    return top
}

fn main() {
    var heap: [Event] = []
    var x = 1
    for i in 0..1000 { push(&heap, Event(time: i, kind: 0, who: i)) }
    var check = 0
    for step in 0..EVENTS {
        let e = pop(&heap)
        check = (check * 31 + e.time + e.who) & 0xffffffff
        x = (x * 1103515245 + 12345) & 0x7fffffff
        push(&heap, Event(time: e.time + 1 + ((x >> 16) % 1000) * 64 + e.kind, kind: (e.kind + 1) % 7, who: e.who))
        if step < 50_000 {
            push(&heap, Event(time: e.time + 2 + (x >> 20) % 100_000, kind: 0, who: step))
        }
    }
    print(heap.len(), check)
}
