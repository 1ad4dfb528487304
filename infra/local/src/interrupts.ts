/** Whose Ctrl-C it is: while a command runs in the menu's terminal, an interrupt ends that command and not the house. */
let held = 0;

export function interruptsAreHeld(): boolean {
  return held > 0;
}

export async function holdInterrupts<T>(work: () => Promise<T>): Promise<T> {
  held += 1;
  try {
    return await work();
  } finally {
    held -= 1;
  }
}
