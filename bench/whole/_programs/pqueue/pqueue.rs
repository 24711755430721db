#[derive(Clone, Copy)]
struct Event {
    time: i64,
    kind: i64,
    who: i64,
}

fn push(heap: &mut Vec<Event>, e: Event) {
    heap.push(e);
    let mut i = heap.len() - 1;
    while i > 0 {
        let parent = (i - 1) / 2;
        if heap[parent].time <= e.time {
            break;
        }
        heap[i] = heap[parent];
        i = parent;
    }
    heap[i] = e;
}

fn pop(heap: &mut Vec<Event>) -> Event {
    let top = heap[0];
    let last = heap.pop().unwrap();
    let n = heap.len();
    if n == 0 {
        return top;
    }
    let mut i = 0;
    loop {
        let mut child = 2 * i + 1;
        if child >= n {
            break;
        }
        if child + 1 < n && heap[child + 1].time < heap[child].time {
            child += 1;
        }
        if last.time <= heap[child].time {
            break;
        }
        heap[i] = heap[child];
        i = child;
    }
    heap[i] = last;
    top
}

fn main() {
    let mut heap = Vec::new();
    let (mut x, mut check) = (1i64, 0i64);
    for i in 0..1000 {
        push(&mut heap, Event { time: i, kind: 0, who: i });
    }
    for step in 0..3_000_000 {
        let e = pop(&mut heap);
        check = (check * 31 + e.time + e.who) & 0xffffffff;
        x = (x * 1103515245 + 12345) & 0x7fffffff;
        push(&mut heap, Event { time: e.time + 1 + ((x >> 16) % 1000) * 64 + e.kind, kind: (e.kind + 1) % 7, who: e.who });
        if step < 50_000 {
            push(&mut heap, Event { time: e.time + 2 + (x >> 20) % 100_000, kind: 0, who: step });
        }
    }
    println!("{} {}", heap.len(), check);
}
