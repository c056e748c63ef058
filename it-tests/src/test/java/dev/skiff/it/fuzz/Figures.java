package dev.skiff.it.fuzz;

/// What a process holds.
///
/// @param heapKib in use after a collection
record Figures(long threads, long descriptors, long heapKib) {
    /// Two more carriers of virtual threads and pool threads that have not timed out yet.
    private static final int MORE_THREADS = 8;

    /// Files of the store's log, and a connection that is on its way out.
    private static final int MORE_DESCRIPTORS = 8;

    /// Caches of bounded size that were not full yet: windows of watches, compiled expressions,
    /// sessions of TLS.
    private static final int MORE_HEAP_KIB = 48 * 1024;

    boolean isBackAt(Figures baseline) {
        return threads <= baseline.threads + MORE_THREADS
                && descriptors <= baseline.descriptors + MORE_DESCRIPTORS
                && heapKib <= baseline.heapKib + MORE_HEAP_KIB;
    }
}
