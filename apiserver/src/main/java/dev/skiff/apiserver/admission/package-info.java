/// Changes or refuses single objects on their way to the store, by what else the cluster holds.
/// Start reading at [dev.skiff.apiserver.admission.AdmissionPlugin]; the order is
/// [dev.skiff.apiserver.admission.AdmissionChain]'s.
@NullMarked
package dev.skiff.apiserver.admission;

import org.jspecify.annotations.NullMarked;
