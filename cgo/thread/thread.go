// Package thread tells the threads of a C program apart that call Go. Each runs its
// calls on a goroutine of its own, nested ones on the same; its address is the name of
// the thread for as long as a call lasts.
package thread

// ID returns the address of the running goroutine. It costs a load.
func ID() uint64
