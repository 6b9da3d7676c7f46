import { expect, it } from 'vitest';
import { type Caution, findIn } from './find';

const kinds = (text: string): Caution[] => findIn(text).map((one) => one.kind);

it.each<[string, Caution[]]>([
  // A citizen's number.
  ['Mijn BSN is 111222333.', ['bsn']],
  ['123456782', ['bsn']],
  ['123 456 782', ['bsn']],
  ['Het nummer 1234.56.782 staat op de brief', ['bsn']],
  ['123-456-782 staat op de pas', ['bsn']],
  ['bsn: 123456789, denk ik', ['bsn']],
  ['burgerservicenummer van Daan 12345678', ['bsn']],
  ['sofinummer 123.456.789', ['bsn']],
  // An account.
  ['NL91 ABNA 0417 1643 00', ['iban']],
  ['nl91abna0417164300 is mijn rekening', ['iban']],
  ['Maak het over op NL91ABNA0417164300.', ['iban']],
  ['BE68 5390 0754 7034', ['iban']],
  ['DE89 3704 0044 0532 0130 00', ['iban']],
  ['Mijn rekening is NL 91 ABNA 0417 1643 00 bij de bank', ['iban']],
  ['NL91-ABNA-0417-1643-00', ['iban']],
  ['met een tikfout: NL91 ABNA 0417 1643 01', ['iban']],
  // An address.
  ['Wij wonen op Dorpsstraat 12', ['address']],
  ['dorpsstraat 12b', ['address']],
  ['Prins Hendrikkade 12-2 in Amsterdam', ['address']],
  ['bij oma op de Lange Nieuwstraat 5', ['address']],
  ['Ze zit in de opvang aan de Molenweg 44', ['address']],
  ['Kerkplein 3, tweede deur', ['address']],
  ['Zonnehof 101', ['address']],
  ['Van Speijkstraat nr. 7', ['address']],
  ['7411 KT', ['address']],
  ['7411KT 12', ['address']],
  ['7411 kt 12', []],
  ['7411kt 12', ['address']],
  ['2019 AB 12', ['address']],
  ['Dorpsstraat 12, 7411 KT Deventer', ['address']],
  // A telephone.
  ['Bel me op 0612345678', ['phone']],
  ['06-12345678', ['phone']],
  ['06 12 34 56 78', ['phone']],
  ['06 - 1234 5678', ['phone']],
  ['06.12.34.56.78', ['phone']],
  ['06-12-34-56-78', ['phone']],
  ['+31 6 12345678', ['phone']],
  ['+31 (0)6 1234 5678', ['phone']],
  ['0031612345678', ['phone']],
  ['(0570) 12 34 56', ['phone']],
  ['0570-123456 is van school', ['phone']],
  ['+32 470 12 34 56', ['phone']],
  ['+49 151 23456789', ['phone']],
  // Mail.
  ['noor@example.org', ['email']],
  ['Mail naar noor.kaspers+school@post.example.nl!', ['email']],
  ['(jeroen_k@example.com)', ['email']],
  ['andré@example.nl', ['email']],
  // More than one, each once.
  ['06-12345678 of 06-12345678', ['phone']],
  ['Bel 06-12345678 of mail noor@example.org', ['phone', 'email']],
  ['Dorpsstraat 12, 7411 KT, bsn 123456782', ['bsn', 'address']],
  ['NL91 ABNA 0417 1643 00 en 0612345678', ['iban', 'phone']],
])('finds in “%s”: %j', (text, expected) => {
  expect([...new Set(kinds(text))]).toEqual(expected);
});

it.each([
  '',
  'Noor slaapt slecht.',
  'Op 12-05-2019 ging het mis',
  '12-05-2019 3 keer',
  '01-02-2019 12:30',
  '2019-05-12',
  'van 12-05-19 tot 14-06-19',
  '12.05.2019 en 13.05.2019',
  '12 05 2019 1',
  'In 2019, 2020 en 2021 was het rustig',
  '2019 2020 2021',
  'In 2019 was de OTS',
  'In 2020 GI erbij',
  'Sinds 2021 JB',
  'in 2023 is het beter',
  'We hebben 1 op 1 begeleiding',
  '1-op-1, 2 keer per week',
  '€ 123.456.782',
  '123.456.782 euro',
  'een schuld van 12.500,00 euro',
  '€ 1.234.567,89',
  'Dat kost 123456782 euro',
  '123456789',
  '1234567890123',
  '12345678',
  '987 654 321',
  'Kamer 3.14',
  'lokaal 012',
  'groep 7 en 8',
  'Bel 112',
  'de Kindertelefoon: 0800-0432',
  'Veilig Thuis 0800-2000',
  '113 of 0800-0113',
  'Ik gaf het een 7,5',
  'tussen 18.00 en 19.30 uur',
  'om 08:15',
  'Hij liep 1000km',
  '1500 kg',
  'NL is klein',
  'NL91 ABNA 0417 1643',
  'OP12 januari',
  'Onderweg 3 keer gestopt',
  'In onze straat 3 kinderen',
  'Bij de Kerkstraat 3 keer gevallen',
  'in de Dorpsstraat wonen 4 kinderen',
  'Het Molenpad is 2 km',
  'de weg 3 keer kwijt',
  'op de baan 2 dagen',
  'Ze at 3 x per dag',
  'noor@school',
  'een @ in de tekst',
  'wij @ home . nl',
  'a/b/c 1/2',
  'hoofdstuk 12.3.4.5',
  'versie 1.2.3',
  '100%',
  '3 tot 4 uur per nacht, 6 of 7 dagen',
  'art. 7.3.8 Jeugdwet',
  '7.3.11 lid 3',
  '000000000',
  '111111111',
])('finds nothing in “%s”', (text) => {
  expect(findIn(text)).toEqual([]);
});

it('shows what it found as it stands there', () => {
  expect(findIn('Het is 123 456 782, en dorpsstraat 12b.')).toEqual([
    { kind: 'bsn', words: '123 456 782', plain: '123456782' },
    { kind: 'address', words: 'dorpsstraat 12b', plain: 'dorpsstraat 12b' },
  ]);
});

it('reads the longest text there is in little time', () => {
  const long = 'Van der 12 Straat 06 1234 NL91 AB 7411 a@b. '.repeat(90).slice(0, 4000);
  const began = performance.now();
  findIn(long);
  for (const sign of ['1', ' ', '0 ', 'A', 'a@', 'a.', '-', 'NL91', '(0)']) findIn(sign.repeat(4000 / sign.length));
  expect(performance.now() - began).toBeLessThan(1500);
});
