const two = (value: number): string => String(value).padStart(2, '0');

/** A span as SMPP's relative time, YYMMDDhhmmss000R (SMPP 3.4 section 7.1.1.2), at most 99 days; blank for none. */
export function relativeTime(seconds: number | undefined): string {
  if (seconds === undefined) return '';
  const whole = Math.min(Math.max(0, Math.round(seconds)), 99 * 86_400);
  const days = Math.floor(whole / 86_400);
  const hours = Math.floor(whole / 3_600) % 24;
  const minutes = Math.floor(whole / 60) % 60;
  return `0000${two(days)}${two(hours)}${two(minutes)}${two(whole % 60)}000R`;
}
