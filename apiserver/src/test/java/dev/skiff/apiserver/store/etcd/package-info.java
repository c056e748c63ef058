/// Tests of the store in an etcd that need no etcd; those that do are in `it-tests`.
@NullMarked
package dev.skiff.apiserver.store.etcd;

import org.jspecify.annotations.NullMarked;
