/** VINs as a voice should say them. */

export function sayVin(vin: string): string {
  return [...vin].join(' ');
}

export function saySuffix(characters: string): string {
  return [...characters].join(' ');
}
