// What a process that holds other people's credentials does first.
#pragma once

namespace bailey::app {

// Ignores SIGPIPE, leaves no core file and lets nobody of the same user read its memory, and raises
// the soft limit of open files to the hard one. Before any thread is started.
void prepareProcess();

}  // namespace bailey::app
