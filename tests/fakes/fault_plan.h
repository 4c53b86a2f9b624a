/* What a program under faults (preloaded_faults.c) and the test that steers it (process_faults.h)
 * share: a file that both have mapped. In C, for both. */
#pragma once

#include <stdint.h>

/* The environment variable that names the file. */
#define FAULT_PLAN_VARIABLE "BAILEY_FAULT_PLAN"

enum fault_kind {
  FAULT_DIES = 1, /* killed at the call; of a write, half is done */
  FAULT_FAILS,    /* the call and all later ones fail; of a write that is the first, half is done */
};

struct fault_plan {
  int32_t pid;     /* whose calls count; 0: nobody's */
  uint32_t kind;   /* a fault_kind */
  uint32_t at;     /* the call that is struck, from 1 */
  int32_t error;   /* errno of what fails */
  uint32_t calls;  /* counted so far */
  char struck[16]; /* the name of that call, once it came */
};
