/// Addresses and node ports of Services, each given to one Service alone. Start reading at
/// [dev.skiff.apiserver.service.ServiceAllocator].
///
/// What is given away is a key in the store, so several API servers over one store agree. A crash
/// may leave a key without its Service; it is found and removed later.
@NullMarked
package dev.skiff.apiserver.service;

import org.jspecify.annotations.NullMarked;
