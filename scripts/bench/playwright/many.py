"""Many upgrades, a few at a time, each in a context of one browser. Usage: many.py BROWSER COUNT AT-A-TIME"""

import asyncio
import os
import sys

from playwright.async_api import async_playwright, expect

from backend import Backend, is_final

INTERVALS = [0.1, 0.25, 0.5, 1.0]


async def workflow(browser):
    app = os.environ["APP_URL"]
    backend = Backend()
    await asyncio.to_thread(backend.set_up)
    context = await browser.new_context()
    await context.add_init_script(f"localStorage.setItem('x-correlation-id', '{backend.correlation_id}')")
    page = await context.new_page()
    await page.goto(f"{app}/login")
    await page.get_by_label("Email").fill(backend.email)
    await page.get_by_label("Password").fill(os.environ["TEST_PASSWORD"])
    await page.get_by_role("button", name="Log in").click()
    await expect(page).to_have_url(f"{app}/dashboard")
    await page.goto(f"{app}/settings/billing")
    await expect(page.get_by_test_id("plan")).to_have_text("Free")
    await page.get_by_test_id("upgrade-pro").click()
    await expect(page.get_by_test_id("upgrade-success")).to_be_visible()
    intervals = list(INTERVALS)
    while not is_final(await asyncio.to_thread(backend.look)):
        await asyncio.sleep(intervals.pop(0) if len(intervals) > 1 else intervals[0])
    await page.reload()
    await expect(page.get_by_test_id("plan")).to_have_text("Pro")
    final = (await asyncio.to_thread(backend.look))["finalPlan"]
    assert (await page.get_by_test_id("plan").inner_text()).lower() == final
    await context.close()
    await asyncio.to_thread(backend.tear_down)


async def main():
    browser_path, count, at_a_time = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    left = iter(range(count))

    async def work(browser):
        for _ in left:
            await workflow(browser)

    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=browser_path, chromium_sandbox=os.environ.get("ENDSTATE_NO_SANDBOX") != "1")
        await asyncio.gather(*(work(browser) for _ in range(at_a_time)))
        await browser.close()


asyncio.run(main())
