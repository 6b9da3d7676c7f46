// Words that are not finished: on two pages at once, in a form that closes, and of what somebody else put away meanwhile.
import { same } from './checks.mjs'
import { PHONE, Person } from './people.mjs'

const LETTERS = 'abcdefghijklmnopqrst'
const DIGITS = '01234567890123456789'

/** Where the caret stands in a field. */
const caretIn = (field) => field.evaluate((area) => area.selectionStart)

/** All of it, each on devices of their own. */
export async function halfWritten({ browser, address, family, check }) {
  const comesIn = async (id, screen = PHONE) => {
    const person = await Person.with(browser, address, family.member(id), screen)
    await person.comeIn()
    return person
  }

  await check('a draft that is typed in on two pages at once loses no letter, and no caret moves', async () => {
    const jeroen = await comesIn('jeroen')
    const field = (person) => person.page.getByRole('main').getByRole('textbox').first()
    await jeroen.goTo('mine')
    await jeroen.page.getByRole('button', { name: jeroen.say('client-start-story') }).click()
    await field(jeroen).fill('midden')
    await jeroen.isSaved()
    const other = await jeroen.beside()
    await other.show(new URL(jeroen.page.url()).hash)
    await field(other).waitFor()
    await field(jeroen).evaluate((area) => area.setSelectionRange(6, 6))
    await field(other).evaluate((area) => area.setSelectionRange(0, 0))
    await Promise.all([
      field(jeroen).pressSequentially(LETTERS, { delay: 60 }),
      field(other).pressSequentially(DIGITS, { delay: 60 }),
    ])
    const all = `${DIGITS}midden${LETTERS}`
    for (const person of [jeroen, other]) {
      await person.page.waitForFunction((words) => document.querySelector('main textarea')?.value === words, all)
    }
    same([await caretIn(field(other)), await caretIn(field(jeroen))], [20, 46], 'the carets')
    await jeroen.context.close()
  })

  await check('what was begun together is there again after Escape, the cross and going back, until it is thrown away', async () => {
    const jeroen = await comesIn('jeroen')
    const { page } = jeroen
    const opens = async (part, key) => {
      await jeroen.show(`#/beeld/deel/${part}`)
      await page.getByRole('button', { name: jeroen.say(`client-add-${key}`), exact: true }).click()
      const dialog = page.getByRole('dialog', { name: jeroen.say(`client-add-${key}`) })
      await dialog.getByRole('button', { name: jeroen.say('client-done') }).waitFor()
      return dialog
    }
    const closings = {
      goal: ['plan', () => page.keyboard.press('Escape')],
      agreement: ['plan', (dialog) => dialog.getByRole('button', { name: jeroen.say('client-close') }).click()],
      // It never arrives: the page stays.
      explanation: ['story', () => void page.goBack().catch(() => undefined)],
      card: ['hard', (dialog) => dialog.getByRole('button', { name: jeroen.say('client-not-now') }).click()],
    }
    for (const [key, [part, close]] of Object.entries(closings)) {
      const dialog = await opens(part, key)
      await dialog.getByRole('textbox').first().fill(`Nog niet klaar: ${key}`)
      await close(dialog)
      await dialog.waitFor({ state: 'detached' })
      same(new URL(page.url()).hash, `#/beeld/deel/${part}`, 'the page behind the dialog')
      const again = await opens(part, key)
      await again.getByText(jeroen.say('client-field-begun')).waitFor()
      same(await again.getByRole('textbox').first().inputValue(), `Nog niet klaar: ${key}`, `what was begun of ${key}`)
      await again.getByRole('button', { name: jeroen.say('client-throw-away') }).click()
      await page.keyboard.press('Escape')
      const anew = await opens(part, key)
      same(await anew.getByRole('textbox').first().inputValue(), '', `what was thrown away of ${key}`)
      await page.keyboard.press('Escape')
      await anew.waitFor({ state: 'detached' })
    }
    await jeroen.context.close()
  })

  await check('a second tap where a dialog was closed reaches nothing beneath it', async () => {
    const jeroen = await comesIn('jeroen')
    const { page } = jeroen
    await jeroen.show('#/beeld/deel/plan')
    await page.evaluate(() => {
      window.reached = []
      document.addEventListener('click', ({ target }) => {
        if (!target.closest('dialog')) window.reached.push(target.outerHTML.slice(0, 80))
      })
    })
    const button = page.getByRole('button', { name: jeroen.say('client-add-goal'), exact: true })
    await button.click()
    const dialog = page.getByRole('dialog', { name: jeroen.say('client-add-goal') })
    await dialog.getByRole('button', { name: jeroen.say('client-not-now') }).dblclick()
    await dialog.waitFor({ state: 'detached' })
    same(await page.evaluate(() => window.reached.length), 1, 'what was pressed beside the dialog, with the button that opened it')
    // What is meant for the page is heard at once.
    await button.click()
    await dialog.waitFor()
    await jeroen.context.close()
  })

  await check('an own order keeps what is pressed under the finger, and what is not finished when one looks elsewhere', async () => {
    const jeroen = await comesIn('jeroen')
    const { page } = jeroen
    await jeroen.goTo('mine')
    const order = page.getByRole('region', { name: jeroen.say('client-own-order') })
    const rows = order.locator('[data-item]')
    const words = async () => (await rows.locator('.words').allInnerTexts()).map((one) => one.trim())
    const adds = order.getByRole('combobox', { name: jeroen.say('client-own-order-add') })
    for (let at = await rows.count(); at < 4; at++) {
      await adds.selectOption({ index: 1 })
      await rows.nth(at).waitFor()
    }
    const [first, second, third, fourth] = await words()
    const press = (name, at) => rows.nth(at).getByRole('button', { name, exact: true })
    await press(jeroen.say('client-own-order-down', { words: first }), 0).dblclick()
    same(await words(), [second, third, first, fourth], 'after two presses on down in one place')
    await page.waitForTimeout(900)
    await press(jeroen.say('client-own-order-out', { words: second }), 0).dblclick()
    same(await words(), [third, first, fourth], 'after two presses on the cross in one place')
    await order.getByText(jeroen.say('client-ask-order-waits')).waitFor()
    await jeroen.bar('client-sync-copy').waitFor()
    await jeroen.goTo('stories')
    await jeroen.bar('client-sync-copy').waitFor()
    await jeroen.goTo('mine')
    await order.getByText(jeroen.say('client-ask-order-waits')).waitFor()
    same(await words(), [third, first, fourth], 'what was not finished, after looking elsewhere')
    await order.getByRole('button', { name: jeroen.say('client-leave-as-is') }).click()
    await jeroen.isSaved()
    await jeroen.context.close()
  })

  await check('what somebody else puts away is told, and what was being changed in it is not lost', async () => {
    const [jeroen, youssef] = await Promise.all([comesIn('jeroen'), comesIn('youssef')])
    const { page } = jeroen
    await jeroen.show('#/verhaal')
    await page.getByRole('button', { name: jeroen.say('client-add-explanation'), exact: true }).click()
    const form = page.getByRole('dialog', { name: jeroen.say('client-add-explanation') })
    await form.getByRole('textbox').first().fill('Iedereen is moe.')
    await form.getByRole('group', { name: jeroen.say('client-field-explanation-kind') }).getByRole('button').first().click()
    await form.getByRole('button', { name: jeroen.say('client-done') }).click()
    const change = page.getByRole('button', { name: jeroen.say('client-write-alone') })
    await change.waitFor()
    await jeroen.isSaved()
    const { hash } = new URL(page.url())
    const putAway = async () => {
      await youssef.page.getByRole('button', { name: youssef.say('client-put-away'), exact: true }).click()
      await youssef.page.getByRole('button', { name: youssef.say('client-put-away-yes') }).click()
    }
    const told = (person) => person.page.getByRole('heading', { name: person.say('client-ask-away-by', { name: youssef.first }) })

    await change.click()
    await page.getByRole('main').getByRole('textbox').first().fill('Iedereen is moe, ook ik.')
    await youssef.show(hash)
    await putAway()
    await told(jeroen).waitFor()
    await page.getByText('Iedereen is moe, ook ik.').waitFor()
    await page.getByRole('button', { name: jeroen.say('client-ask-away-keep') }).click()

    // Those who write together hear it too; its address says so to whoever opens it.
    await youssef.page.getByRole('button', { name: youssef.say('client-bring-back') }).first().click()
    await page.getByRole('button', { name: jeroen.say('client-write-together') }).click()
    await page.getByText(jeroen.say('client-writing-alone')).waitFor()
    // As much as fits of what is pasted, said with words.
    await page.keyboard.press('Control+End')
    await page.keyboard.insertText('Zo veel past hier niet. '.repeat(800))
    await page.getByText(jeroen.say('client-full-field')).waitFor()
    same((await page.getByRole('main').getByRole('textbox').first().inputValue()).length, 4000, 'how much is taken of a paste')
    await putAway()
    await told(jeroen).waitFor()
    await jeroen.show(hash.replace('verhaal', 'beeld'))
    await told(jeroen).waitFor()

    await jeroen.show('#/van-mij')
    const copies = page.getByRole('region', { name: jeroen.say('client-conflict-title') })
    await copies.getByText('Iedereen is moe, ook ik.').waitFor()
    await jeroen.context.close()
    await youssef.context.close()
  })
}
