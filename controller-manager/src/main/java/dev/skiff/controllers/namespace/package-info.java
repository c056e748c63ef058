/// Empties namespaces that are being deleted, and gives the others what every namespace has. Start
/// reading at [dev.skiff.controllers.namespace.NamespaceReconciler].
@NullMarked
package dev.skiff.controllers.namespace;

import org.jspecify.annotations.NullMarked;
