package abi

// Type is a type of the C ABI.
type Type uint8

const (
	Void Type = iota
	Bool
	Int32
	Int64
	Uint64
	Float64
	Pointer
	ConstPointer
	PointerSlot // where the function stores a pointer
	Int64Slot   // a number
	Float64Slot // a floating-point number
	BoolSlot    // a truth value
	Str         // a string, passed by address
	OutList
	OutMap
	OutSet
	OutStr
	ElemFn
	DropFn
	EqFn
	HashFn
	CmpFn
	CmpByFn
	TestFn
	EntryTestFn
	FatalFn
	CopyFn
	AllocFn
	ReallocFn
	FreeFn
	StatsSlot // where the function stores statistics
)

var types = [...]struct{ name, c, ir, goType string }{
	Void:         {"Void", "void", "void", ""},
	Bool:         {"Bool", "bool", "i1", "bool"},
	Int32:        {"Int32", "int32_t", "i32", "int32"},
	Int64:        {"Int64", "int64_t", "i64", "int64"},
	Uint64:       {"Uint64", "uint64_t", "i64", "uint64"},
	Float64:      {"Float64", "double", "double", "float64"},
	Pointer:      {"Pointer", "void *", "ptr", "unsafe.Pointer"},
	ConstPointer: {"ConstPointer", "const void *", "ptr", "unsafe.Pointer"},
	PointerSlot:  {"PointerSlot", "void **", "ptr", "*unsafe.Pointer"},
	Int64Slot:    {"Int64Slot", "int64_t *", "ptr", "*int64"},
	Float64Slot:  {"Float64Slot", "double *", "ptr", "*float64"},
	BoolSlot:     {"BoolSlot", "bool *", "ptr", "*bool"},
	Str:          {"Str", "const OriStr *", "ptr", "*cowstr.Str"},
	OutList:      {"OutList", "OriList *", "ptr", "*rc.Triple"},
	OutMap:       {"OutMap", "OriMap *", "ptr", "*rc.Triple"},
	OutSet:       {"OutSet", "OriSet *", "ptr", "*rc.Triple"},
	OutStr:       {"OutStr", "OriStr *", "ptr", "*cowstr.Str"},
	ElemFn:       {"ElemFn", "ori_elem_fn", "ptr", "runtime.ElemFn"},
	DropFn:       {"DropFn", "ori_drop_fn", "ptr", "runtime.DropFn"},
	EqFn:         {"EqFn", "ori_eq_fn", "ptr", "runtime.EqFn"},
	HashFn:       {"HashFn", "ori_hash_fn", "ptr", "runtime.HashFn"},
	CmpFn:        {"CmpFn", "ori_cmp_fn", "ptr", "runtime.CmpFn"},
	CmpByFn:      {"CmpByFn", "ori_cmp_by_fn", "ptr", "runtime.CmpByFn"},
	TestFn:       {"TestFn", "ori_test_fn", "ptr", "runtime.TestFn"},
	EntryTestFn:  {"EntryTestFn", "ori_entry_test_fn", "ptr", "runtime.EntryTestFn"},
	FatalFn:      {"FatalFn", "ori_fatal_fn", "ptr", "runtime.FatalFn"},
	CopyFn:       {"CopyFn", "ori_copy_fn", "ptr", "runtime.CopyFn"},
	AllocFn:      {"AllocFn", "ori_alloc_fn", "ptr", "runtime.AllocFn"},
	ReallocFn:    {"ReallocFn", "ori_realloc_fn", "ptr", "runtime.ReallocFn"},
	FreeFn:       {"FreeFn", "ori_free_fn", "ptr", "runtime.FreeFn"},
	StatsSlot:    {"StatsSlot", "OriStats *", "ptr", "*account.Stats"},
}

// String returns the name of the constant.
func (t Type) String() string { return types[t].name }

// C returns the type as the header spells it. Pointers end in "*".
func (t Type) C() string { return types[t].c }

// IR returns the type as LLVM spells it.
func (t Type) IR() string { return types[t].ir }

// Go returns the type of the thunk's parameter; "" for Void.
func (t Type) Go() string { return types[t].goType }

// IsPointer reports whether t points to memory.
func (t Type) IsPointer() bool { return t >= Pointer && t <= OutStr || t == StatsSlot }

// IsSlot reports whether t is where a number, a truth value or an address is stored.
func (t Type) IsSlot() bool { return t >= PointerSlot && t <= BoolSlot }

// IsOut reports whether t is where a collection is stored.
func (t Type) IsOut() bool { return t >= OutList && t <= OutStr }

// IsCallback reports whether t is a function pointer.
func (t Type) IsCallback() bool { return t >= ElemFn && t <= FreeFn }

// Callback is a function pointer type of the C ABI.
type Callback struct {
	Type Type
	C    string // its declaration
	Doc  string
}

// Callbacks lists the function pointer types in the order of the header.
var Callbacks = []Callback{
	{ElemFn, "void (*ori_elem_fn)(void *elem)", "inc or dec: gets the address of the element's slot"},
	{DropFn, "void (*ori_drop_fn)(void *data)", "releases what the object owns, then calls ori_rc_free"},
	{EqFn, "bool (*ori_eq_fn)(const void *stored, const void *needle)", "whether two elements are equal"},
	{HashFn, "uint64_t (*ori_hash_fn)(const void *elem)", "equal elements hash alike; the runtime mixes, so identity will do"},
	{CmpFn, "int32_t (*ori_cmp_fn)(const void *a, const void *b)", "orders two elements: <0, 0 or >0"},
	{CmpByFn, "int32_t (*ori_cmp_by_fn)(const void *a, const void *b, void *ctx)", "orders two elements; ctx is what came with it, such as a closure's environment"},
	{TestFn, "bool (*ori_test_fn)(const void *elem, void *ctx)", "whether an element is wanted"},
	{EntryTestFn, "bool (*ori_entry_test_fn)(const void *key, const void *val, void *ctx)", "whether an entry of a map is wanted"},
	{FatalFn, "void (*ori_fatal_fn)(const char *message, int64_t len)", "a fatal error: one line without its newline"},
	{CopyFn, "void (*ori_copy_fn)(const char *op, const void *data, int64_t bytes, void *ctx)", "a copy that op is about to make of the elements at data"},
	{AllocFn, "void *(*ori_alloc_fn)(int64_t size, int64_t align, void *ctx)", "new memory, or NULL"},
	{ReallocFn, "void *(*ori_realloc_fn)(void *memory, int64_t old_size, int64_t size, void *ctx)", "memory of another size with the old contents, or NULL"},
	{FreeFn, "void (*ori_free_fn)(void *memory, void *ctx)", "takes memory back"},
}
