/// The controllers: each moves one kind of object closer to what it asks for. Start reading at
/// [dev.skiff.controllers.Controllers], the explicit list.
///
/// A controller is a reconciler that gathers and executes, and a planner that decides; it sees the
/// cluster through the API alone.
@NullMarked
package dev.skiff.controllers;

import org.jspecify.annotations.NullMarked;
