#include <cstdint>
#include <cstdio>
#include <vector>

struct Event { int64_t time, kind, who; };

static void push(std::vector<Event>& heap, Event e) {
    heap.push_back(e);
    size_t i = heap.size() - 1;
    while (i > 0) {
        size_t parent = (i - 1) / 2;
        if (heap[parent].time <= e.time) break;
        heap[i] = heap[parent];
        i = parent;
    }
    heap[i] = e;
}

static Event pop(std::vector<Event>& heap) {
    Event top = heap[0], last = heap.back();
    heap.pop_back();
    size_t n = heap.size(), i = 0;
    if (n == 0) return top;
    for (;;) {
        size_t child = 2 * i + 1;
        if (child >= n) break;
        if (child + 1 < n && heap[child + 1].time < heap[child].time) child++;
        if (last.time <= heap[child].time) break;
        heap[i] = heap[child];
        i = child;
    }
    heap[i] = last;
    return top;
}

int main() {
    std::vector<Event> heap;
    int64_t x = 1, check = 0;
    for (int64_t i = 0; i < 1000; i++) push(heap, {i, 0, i});
    for (int64_t step = 0; step < 3000000; step++) {
        Event e = pop(heap);
        check = (check * 31 + e.time + e.who) & 0xffffffff;
        x = (x * 1103515245 + 12345) & 0x7fffffff;
        push(heap, {e.time + 1 + ((x >> 16) % 1000) * 64 + e.kind, (e.kind + 1) % 7, e.who});
        if (step < 50000) push(heap, {e.time + 2 + (x >> 20) % 100000, 0, step});
    }
    printf("%zu %ld\n", heap.size(), check);
}
