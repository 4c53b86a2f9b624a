#include "app/commands.h"

// Not inside a try: an exception nobody expected should end the process where it happened.
int main(int argc, char** argv) {
  return bailey::app::runCommand({argv + 1, argv + argc});
}
