// The thin C++ header: collections as values, counted behind the scenes.
#include <ori.hpp>

#include <cassert>
#include <cstdio>
#include <thread>

// A type of one's own as a key: == and a hash.
struct point {
	int x, y;
	bool operator==(const point &other) const { return x == other.x && y == other.y; }
};
template <> struct ori::hash<point> {
	std::uint64_t operator()(const point &p) const { return std::uint64_t(p.x) << 32 | std::uint32_t(p.y); }
};

static void lists() {
	ori::list<int> a{3, 1, 2};
	ori::list<int> b = a; // shared
	assert(a.data() == b.data());
	b.sort();             // copies, since a holds the other reference
	assert(a.data() != b.data() && a[0] == 3 && b[0] == 1);
	ori::list<int> moved = std::move(b);
	const int *before = moved.data();
	moved.set(0, 9);      // in place
	assert(moved.data() == before && b.empty());
	int sum = 0;
	for (int x : moved)
		sum += x;
	ori::list<int> middle = a.slice(1, 3);
	assert(middle.data() == a.data() + 1);
	std::printf("lists: sum %d, %zu in the slice, a + a has %zu\n", sum, middle.size(), (a + a).size());

	// Rows that are shared between two grids until one of them is written.
	ori::list<ori::list<int>> grid{{1, 2}, {3, 4}}, other = grid;
	ori::list<int> row = other[1];
	row.set(0, 30);
	other.set(1, row);
	assert(grid[1][0] == 3 && other[1][0] == 30 && grid[0].data() == other[0].data());

	int *p = a.unshared(); // asked once, in front of the loop
	for (std::size_t i = 0; i < a.size(); i++)
		p[i] *= 10;
	assert(a == (ori::list<int>{30, 10, 20}));
	try {
		a.at(7);
	} catch (const std::out_of_range &e) {
		std::printf("lists: %s is out of range\n", e.what());
	}
}

static void strings_and_maps() {
	ori::map<ori::string, int> counts;
	for (const char *word : {"the", "quick", "the", "a word too long to lie in the string itself", "the"})
		counts[word]++;
	ori::map<ori::string, int> before = counts;
	counts.erase("quick");
	for (auto e : before)
		std::printf("%.*s: %d\n", int(e.key.size()), e.key.data(), e.value);
	assert(before.size() == 3 && counts.size() == 2 && counts.at("the") == 3 && counts.get("quick") == nullptr);

	ori::map<point, std::shared_ptr<int>> owners;
	auto shared = std::make_shared<int>(7);
	owners.insert({1, 2}, shared);
	auto copy = owners;
	owners.insert({3, 4}, shared); // copies: the pointers are retained
	assert(shared.use_count() == 4 && *copy.at({1, 2}) == 7 && !copy.contains({3, 4}));
}

static void sets() {
	ori::set<int> a{1, 2, 3}, b{2, 3, 4};
	std::printf("sets: %zu %zu %zu %zu\n", (a | b).size(), (a & b).size(), (a - b).size(), (a ^ b).size());
	assert((a & b) == (ori::set<int>{3, 2}));
}

static void threads() {
	ori::list<ori::string> words{"a word that does not fit into 23 bytes", "b"};
	auto work = [words]() mutable {
		for (int i = 0; i < 1000; i++)
			words.push_back("c");
		assert(words.size() == 1002);
	};
	std::thread one(work), two(work);
	one.join();
	two.join();
	assert(words.size() == 2);
}

int main() {
	lists();
	strings_and_maps();
	sets();
	threads();
	std::printf("%lld alive at the end\n", (long long)ori_rc_live_count());
}
