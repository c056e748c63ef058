/// Services: what they are given, what is wrong with them, and what stays when they change their
/// type. Start reading at [dev.skiff.apiserver.registry.kinds.service.ServiceRules].
@NullMarked
package dev.skiff.apiserver.registry.kinds.service;

import org.jspecify.annotations.NullMarked;
