/// Amounts of resources as Kubernetes writes them. Start reading at
/// [dev.skiff.api.quantity.Quantity]. Everything is exact and immutable.
@NullMarked
package dev.skiff.api.quantity;

import org.jspecify.annotations.NullMarked;
