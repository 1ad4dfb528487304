/** Whether somebody says, in whatever words, that they want no more calls or messages; in English and Spanish. */
import { plainWords } from '../words.ts';

const CONTACT =
  '(?:call(?:ing|s|ed)?|phon(?:e|ing)|ring(?:ing)?|dial(?:ing)?|contact(?:ing)?|text(?:ing|s)?|messag(?:e|ing|es)|bother(?:ing)?|remind(?:ing|ers?)?|robocall(?:s|ing)?)';
const US = '(?:me|us|this number|my number|my phone|here|my house|my cell|my wife|my husband|this house|this phone)';

const PATTERNS: readonly RegExp[] = [
  new RegExp(
    `\\b(?:stop|quit|cease|enough with|knock off) (?:the |all |all the |your |these |those |with the |it with the )*(?:automated )?${CONTACT}\\b`,
  ),
  new RegExp(
    `\\b(?:do not|dont|never|please dont|you cant|you may not|not to) (?:ever |you ever |you dare )?${CONTACT} ${US}\\b(?! back\\b| until\\b| before\\b| at work\\b| on sundays?\\b)`,
  ),
  new RegExp(`\\b(?:do not|dont|never) (?:ever )?${CONTACT} (?:again|anymore|any more|ever again)\\b`),
  new RegExp(`\\bno more (?:automated )?${CONTACT}\\b`),
  new RegExp(
    `\\b(?:dont|do not|no longer|never) (?:want|wish|like|need|care for|care to get) (?:to get |to receive |to be |to have |you to |any |any more |more |your |these |those |getting |receiving )*(?:automated )?(?:people )?${CONTACT}\\b`,
  ),
  /\b(?:take|get|remove|delete|drop|strike|scratch|erase|pull) (?:me|us|my number|this number|my name|this phone|my phone|my phone number|our number|the number)(?: please)? (?:off|from|out)\b/,
  /\b(?:remove|delete|erase|lose|forget) (?:my|this|our) (?:phone )?number\b/,
  /\bunsubscribe\b|\bopt(?: me| us)? out\b|\bopting out\b|\bopt this number out\b/,
  /\b(?:do not|dont|no) call list\b|\bdo not call\b(?! back\b| me until\b| until\b| before\b)/,
  /\bleave (?:me|us) alone\b|\bquit harassing\b|\bstop harassing\b|\bstop pestering\b|\bstop it with these\b/,
  /\bi revoke\b|\b(?:revoke|withdraw|take back) (?:my )?(?:consent|permission)\b|\byou (?:do not|dont|no longer) have (?:my )?(?:consent|permission)\b/,
  /\bcancel (?:the |these |all |all the |my |your )*(?:calls|reminders|reminder calls|messages|texts|text messages|notifications)\b|\bturn off (?:the |these |my |your )*(?:calls|reminders|messages|texts)\b/,
  /\bnot interested in (?:these |your |any |getting )*(?:calls|texts|messages|reminders)\b/,
  // Spanish.
  /\bno (?:me |nos )(?:llam|telefone|escrib|mand|envi|molest|contact|marqu)\p{L}*/u,
  /\b(?:deje|dejen|deja|pare|paren|para)(?: ya)? de (?:llamar|llamarme|llamarnos|molestar|molestarme|escribir|escribirme|mandar|mandarme|enviar|enviarme|marcar)\p{L}*/u,
  /\bno (?:llame|llamen|llames|escriba|escriban|marque|marquen)\b/u,
  /\bno (?:quiero|deseo|necesito|queremos) (?:que me |que nos |recibir |mas |más |sus |estas |recibir mas |recibir más )*(?:llam|mensaj|record|text|contact)\p{L}*/u,
  /\b(?:quite|quiten|quita|quíte|saque|saquen|borre|borren|borra|elimine|eliminen|elimina|retire|retiren)(?:me|nme|nos)?\b.*\b(?:lista|numero|número|telefono|teléfono|base)\b/u,
  /\b(?:quiteme|quítame|quíteme|quitenme|quítenme|saqueme|sáqueme|saquenme|sáquenme|borreme|bórreme|borrenme|bórrenme|eliminenme|elimíneme|elimínenme|eliminame|elimíname)\b/u,
  /\bno (?:mas|más) (?:llamadas|mensajes|textos|recordatorios)\b/u,
  /\b(?:darme|dame|deme|denme|dar) de baja\b|\bcancel(?:e|en|a|ar) (?:las|los|mis|sus|todas las|todos los) (?:llamadas|mensajes|recordatorios)\b/u,
  /\bbasta(?: ya)?(?: de)?\b.*\b(?:llamadas|mensajes)\b|\bya no (?:me |nos )?(?:llam|escrib|mand|envi|molest|marqu)\p{L}*/u,
  /\bdej(?:e|en)me (?:en paz|tranquil[oa])\b|\bd[eé]j(?:e|en)me en paz\b|\bretiro mi (?:permiso|consentimiento)\b|\bno tienen mi permiso\b/u,
];

/** "Stop!" alone: in a call that we placed it is the call that is meant. */
const BARE_STOP = /^(?:please )?stop(?: please| now| that| this| it)*$/;

/**
 * True for "stop calling me", "take me off your list", "no me llamen más"; false for "don't call me before nine". `ours` says that we have
 * called or written to them.
 */
export function readRefusal(text: string, ours = true): boolean {
  const words = plainWords(text).join(' ').replaceAll("'", '');
  return (ours && BARE_STOP.test(words)) || PATTERNS.some((pattern) => pattern.test(words));
}
